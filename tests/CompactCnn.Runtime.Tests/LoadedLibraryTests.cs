using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Symbols are found wherever they stand in the tables of a library, without the tables being held in memory.</summary>
public sealed class LoadedLibraryTests : IDisposable
{
    private const string Wanted = "_ZN6wantedEv";
    private const nint Start = 0x7000_0000;
    private const long Value = 0x1234;
    private const int HeaderBytes = 64;
    private const int SectionBytes = 64;
    private const int SymbolBytes = 24;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void SymbolsOfALoadedLibraryAreFoundWhereTheLoaderFindsThem()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _ = __version__;
        LoadedLibrary library = LoadedLibrary.Find("libtorch_cpu.so")!;
        // at::set_num_threads(int): exported, so that both can find it.
        const string symbol = "_ZN2at15set_num_threadsEi";
        long before = GC.GetAllocatedBytesForCurrentThread();
        nint? found = library.AddressOf(symbol);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(NativeLibrary.GetExport(NativeLibrary.Load(library.Path), symbol), found);
        Assert.Null(library.AddressOf($"{symbol}_of_nothing"));
        Assert.Null(LoadedLibrary.Find("libnothing.so"));

        // Its tables take more than 90 MB.
        Assert.InRange(allocated, 0, 1_000_000);
    }

    /// <summary>The tables are read in pieces of 48 KB: around their borders, each place of the name.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(48 * 1024, 2048)]
    [InlineData(2 * 48 * 1024, 4097)]
    [InlineData(3 * 48 * 1024, 10_000)]
    public void ANameIsFoundAcrossTheBordersOfWhatIsReadAtOnce(int border, int symbols)
    {
        for (int names = Math.Max(0, border - (4 * Wanted.Length)); names <= border + Wanted.Length; names++)
        {
            LoadedLibrary library = Library(names, symbols, Wanted);
            Assert.True(library.AddressOf(Wanted) == Start + (nint)Value, $"behind {names} bytes of names and {symbols} symbols");
        }
    }

    [Fact]
    public void AnotherNameOrNoTableIsNotFound()
    {
        Assert.Null(Library(100, 3, Wanted + "x").AddressOf(Wanted));
        Assert.Null(Library(100, 3, "x" + Wanted).AddressOf(Wanted));
        File.WriteAllBytes(_folder.At("text"), Encoding.ASCII.GetBytes(new string('#', 200)));
        Assert.Null(new LoadedLibrary(_folder.At("text"), Start).AddressOf(Wanted));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A library with a name behind so many bytes of other names, whose symbol is behind so many others.</summary>
    private LoadedLibrary Library(int namesBefore, int symbolsBefore, string name)
    {
        byte[] names = [0, .. Enumerable.Repeat((byte)'n', namesBefore), 0, .. Encoding.ASCII.GetBytes(name), 0];
        byte[] symbols = new byte[(symbolsBefore + 1) * SymbolBytes];
        BinaryPrimitives.WriteInt32LittleEndian(symbols.AsSpan(symbolsBefore * SymbolBytes), namesBefore + 2);
        BinaryPrimitives.WriteInt64LittleEndian(symbols.AsSpan((symbolsBefore * SymbolBytes) + 8), Value);

        byte[] header = new byte[HeaderBytes];
        "\u007fELF\u0002\u0001"u8.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(60), 3);
        byte[] sections = new byte[3 * SectionBytes];
        Describe(sections.AsSpan(SectionBytes), type: 2, HeaderBytes + sections.Length, symbols.Length, link: 2);
        Describe(sections.AsSpan(2 * SectionBytes), type: 3, HeaderBytes + sections.Length + symbols.Length, names.Length, link: 0);
        File.WriteAllBytes(_folder.At("library.so"), [.. header, .. sections, .. symbols, .. names]);
        return new LoadedLibrary(_folder.At("library.so"), Start);
    }

    private static void Describe(Span<byte> section, int type, long offset, long bytes, int link)
    {
        BinaryPrimitives.WriteInt32LittleEndian(section[4..], type);
        BinaryPrimitives.WriteInt64LittleEndian(section[24..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(section[32..], bytes);
        BinaryPrimitives.WriteInt32LittleEndian(section[40..], link);
    }
}
