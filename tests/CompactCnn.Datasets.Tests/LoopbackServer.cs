using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CompactCnn.Datasets.Tests;

/// <summary>A web server on this machine that answers each path with given bytes and closes the connection.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task serving;

    public LoopbackServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The folder that it serves.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}/data/");

    /// <summary>What it answers, by file name: the raw bytes of a response. Unknown names: 404.</summary>
    public ConcurrentDictionary<string, byte[]> Answers { get; } = new();

    /// <summary>Whether it falls silent after its answer, instead of closing the connection.</summary>
    public bool FallsSilent { get; set; }

    /// <summary>The file names asked for, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A response with a body, and a Content-Length unless that is null.</summary>
    public static byte[] Ok(byte[] body, long? announced) =>
    [
        .. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{(announced is null ? "" : $"Content-Length: {announced}\r\n")}Connection: close\r\n\r\n"),
        .. body,
    ];

    /// <summary>A response with a body.</summary>
    public static byte[] Ok(byte[] body) => Ok(body, body.Length);

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
        byte[] answer = Answers.GetOrAdd(name, Encoding.ASCII.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
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
