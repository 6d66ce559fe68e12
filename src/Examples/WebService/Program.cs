using System.Net.Sockets;

namespace CompactCnn.WebService;

/// <summary>
/// Classifies pictures on a page of its own with a network that CompactCnn exported: ONNX Runtime, no TorchSharp.
/// </summary>
internal static class Program
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int Usage = 2;

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            ServiceOptions options = ServiceOptions.Of(arguments);
            using OnnxClassifier classifier = OnnxClassifier.Load(options.File);
            await using WebApplication service = Service.Create(options.Url, classifier);
            await service.StartAsync();
            Console.WriteLine($"{classifier.Network.Model} answers at {service.Urls.Single()}; Ctrl-C ends it");
            await service.WaitForShutdownAsync();
            return Success;
        }
        catch (StartException refusal)
        {
            Console.Error.WriteLine($"error: {refusal.Message}");
            return Usage;
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            // The address is taken, or not of this machine.
            Console.Error.WriteLine($"error: the service could not start: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}; choose another address by --urls");
            return Failure;
        }
    }
}
