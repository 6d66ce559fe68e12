using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CompactCnn.Datasets.Tests;

/// <summary>A web server on this machine that answers each path with given bytes and closes the connection.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, Func<string, byte[]>> answers = new();
    private readonly Task serving;

    public LoopbackServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The folder that it serves.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}/data/");

    /// <summary>Whether it falls silent after its answer, instead of closing the connection.</summary>
    public bool FallsSilent { get; set; }

    /// <summary>The file names asked for, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A response without a body.</summary>
    public static byte[] Status(string status, params string[] headers) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}\r\n");

    /// <summary>
    /// Answers as servers do that can resume: the range asked for, or everything. Cut after so many bytes of body.
    /// </summary>
    public static Func<string, byte[]> Resuming(byte[] body, int cutAfter = int.MaxValue) => request =>
    {
        Match range = Regex.Match(request, "Range: bytes=(\\d+)-\r\n", RegexOptions.IgnoreCase);
        int from = range.Success ? int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        if (from >= body.Length)
            return Status("416 Range Not Satisfiable");

        string head = range.Success
            ? $"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {from}-{body.Length - 1}/{body.Length}"
            : "HTTP/1.1 200 OK";
        return [.. Encoding.ASCII.GetBytes($"{head}\r\nContent-Length: {body.Length - from}\r\nConnection: close\r\n\r\n"), .. body.Skip(from).Take(cutAfter)];
    };

    /// <summary>A response with a body, and a Content-Length unless that is null.</summary>
    public static byte[] Ok(byte[] body, long? announced) =>
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{(announced is null ? "" : $"Content-Length: {announced}\r\n")}Connection: close\r\n\r\n"),
        .. body,
    ];

    /// <summary>A response with a body.</summary>
    public static byte[] Ok(byte[] body) => Ok(body, body.Length);

    /// <summary>Sets what it answers to a file name: the raw bytes of a response. Unknown names: 404.</summary>
    public void Answer(string name, byte[] response) => Answer(name, _ => response);

    /// <summary>Sets what it answers to a file name, by the request's text.</summary>
    public void Answer(string name, Func<string, byte[]> respond) => answers[name] = respond;

    public void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        serving.GetAwaiter().GetResult();
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(closing.Token);
                await AnswerAsync(client.GetStream());
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
            {
                // The test is over, or the client has gone away, which some tests are about.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        string request = await ReadRequestAsync(stream);
        string name = request.Split(' ')[1].Split('/')[^1];
        Requests.Enqueue(name);
        byte[] answer = answers.TryGetValue(name, out Func<string, byte[]>? respond) ? respond(request) : Status("404 Not Found");
        await stream.WriteAsync(answer, closing.Token);
        if (FallsSilent)
            await stream.ReadExactlyAsync(new byte[1], closing.Token);
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        byte[] piece = new byte[1024];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int count = await stream.ReadAsync(piece, closing.Token);
            if (count == 0)
                throw new IOException("the client hung up");

            request.Append(Encoding.ASCII.GetString(piece, 0, count));
        }

        return request.ToString();
    }
}
