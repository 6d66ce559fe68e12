using System.Text.Json.Serialization.Metadata;

namespace CompactCnn.WebService;

/// <summary>The service's addresses: the page, what it says of the network, and the answers.</summary>
internal static class Service
{
    /// <summary>Nothing is fetched from anywhere else, and no code runs but the page's own file.</summary>
    private const string ContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Path, string Resource, string Type)[] Pages =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/page.css", "page.css", "text/css; charset=utf-8"),
        ("/page.js", "page.js", "text/javascript; charset=utf-8"),
        ("/favicon.ico", "icon.svg", "image/svg+xml"),
    ];

    /// <summary>Makes the service; the caller starts it.</summary>
    public static WebApplication Create(string url, OnnxClassifier classifier)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        // Standard output has one line, the address; why a start failed is said in one sentence, without the host's stack.
        builder.Logging.ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = PictureUpload.MostBytes;
            server.Limits.MaxConcurrentConnections = 64;
        });
        WebApplication service = builder.Build();
        service.Urls.Clear();
        service.Urls.Add(url);
        service.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        foreach ((string path, string resource, string type) in Pages)
            service.MapGet(path, context => SendAsync(context, Resource(resource), type));

        Description description = Describe(classifier.Network);
        service.MapGet("/network", context => SendAsync(context, StatusCodes.Status200OK, description, ServiceJson.Default.Description));
        var processors = new SemaphoreSlim(Environment.ProcessorCount);
        service.MapPost("/classify", context => ClassifyAsync(context, classifier, processors));
        return service;
    }

    private static async Task ClassifyAsync(HttpContext context, OnnxClassifier classifier, SemaphoreSlim processors)
    {
        try
        {
            byte[] file = await PictureUpload.ReadAsync(context);
            Answer answer = await AnswerAsync(file, classifier, processors, context.RequestAborted);
            await SendAsync(context, StatusCodes.Status200OK, answer, ServiceJson.Default.Answer);
        }
        catch (Refusal refusal)
        {
            await SendAsync(context, refusal.Status, new Refused(refusal.Message), ServiceJson.Default.Refused);
        }
    }

    /// <summary>Pictures wait for a processor, so that many of them are not decoded into memory at once.</summary>
    private static async Task<Answer> AnswerAsync(byte[] file, OnnxClassifier classifier, SemaphoreSlim processors, CancellationToken cancellation)
    {
        await processors.WaitAsync(cancellation);
        try
        {
            return classifier.Classify(PictureUpload.Decode(file, classifier.Network.Input));
        }
        finally
        {
            processors.Release();
        }
    }

    private static Description Describe(NetworkMetadata network) => new(
        network.Model,
        [network.Input.Channels, network.Input.Height, network.Input.Width],
        network.Classes,
        network.Parameters,
        network.Macs,
        PicturePixels.Formats,
        PictureUpload.MostBytes,
        PictureUpload.MostPixels);

    private static Task SendAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type);
    }

    private static Task SendAsync(HttpContext context, byte[] content, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        return context.Response.Body.WriteAsync(content, 0, content.Length);
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(Service).Assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
