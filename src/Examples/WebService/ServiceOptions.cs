namespace CompactCnn.WebService;

/// <summary>What the service was started with.</summary>
/// <param name="File">The exported network.</param>
/// <param name="Url">Where it listens.</param>
internal sealed record ServiceOptions(string File, string Url)
{
    /// <summary>How it is started.</summary>
    public const string Usage = "compactcnn-web-service NETWORK.onnx [--urls http://127.0.0.1:5080]";

    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="StartException">There is an argument too many, too few, or one that cannot be.</exception>
    public static ServiceOptions Of(ReadOnlySpan<string> arguments)
    {
        string? file = null;
        string url = DefaultUrl;
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (argument == "--urls")
                url = ++i < arguments.Length ? CheckUrl(arguments[i]) : throw new StartException($"--urls lacks its value; start it as {Usage}");
            else if (argument.StartsWith('-'))
                throw new StartException($"there is no option '{argument}'; start it as {Usage}");
            else if (file is not null)
                throw new StartException($"one file was expected, but '{argument}' follows '{file}'; start it as {Usage}");
            else
                file = argument;
        }

        return new ServiceOptions(file ?? throw new StartException($"no network was given; start it as {Usage}"), url);
    }

    private static string CheckUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttp && address.PathAndQuery == "/"
            ? url
            : throw new StartException($"--urls is '{url}', but an address such as {DefaultUrl} was expected");
}
