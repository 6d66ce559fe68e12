using TorchSharp;
using static TorchSharp.torch;

namespace CompactCnn.Runtime.Tests;

/// <summary>Rows of plain memory are copied, others selected by the library: both give the rows that were asked for.</summary>
public class TensorRowsTests
{
    public static TheoryData<ScalarType, string> TypesAndShapes()
    {
        var data = new TheoryData<ScalarType, string>();
        foreach (ScalarType type in (ScalarType[])[ScalarType.Byte, ScalarType.Float32, ScalarType.Int64])
        {
            foreach (string shape in (string[])["7", "7,3", "5,3,4,2", "1,1,1,1"])
            {
                data.Add(type, shape);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TypesAndShapes))]
    public void RowsComeInTheOrderOfTheirIndices(ScalarType type, string sizes)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(3);
        long[] shape = [.. sizes.Split(',').Select(long.Parse)];
        Tensor rows = randint(0, 256, shape, type, generator: generator);
        Tensor strided = rows.unsqueeze(-1).repeat([.. shape.Select(_ => 1L), 2]).select(-1, 0);
        Tensor indices = randint(0, shape[0], 20, ScalarType.Int64, generator: generator);
        Tensor expected = rows.index_select(0, indices);
        foreach (Tensor form in (Tensor[])[rows, strided])
        {
            foreach (Tensor chosen in (Tensor[])[indices, indices.unsqueeze(1).repeat(1, 2).select(1, 0), indices.to(ScalarType.Int32)])
            {
                TensorAssert.SameBits(expected, TensorRows.Select(form, chosen), $"{type} [{sizes}]");
            }
        }

        // As a batch's indices are given: a part of the order of all.
        TensorAssert.SameBits(expected.narrow(0, 5, 9), TensorRows.Select(rows, indices.narrow(0, 5, 9)), $"{type} [{sizes}], a part");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(long.MaxValue)]
    public void AnIndexOfNoRowIsRefused(long index)
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Throws<ArgumentOutOfRangeException>("indices", () => TensorRows.Select(zeros(3, 2), tensor([0L, index])));
    }

    /// <summary>More than a span holds, over a file that has no bytes on the disk: only the rows asked for are touched.</summary>
    [Fact]
    public void RowsOfAMappedFileOfFourGigabytesAreCopied()
    {
        const int rowBytes = 1 << 20;
        const long count = 4096;
        string path = Path.GetTempFileName();
        try
        {
            using (var file = new FileStream(path, FileMode.Open))
            {
                file.SetLength(rowBytes * count);
                file.Position = rowBytes * (count - 1);
                file.WriteByte(7);
            }

            using DisposeScope scope = NewDisposeScope();
            Tensor rows = from_file(path, shared: false, size: rowBytes * count, dtype: ScalarType.Byte).view(count, rowBytes);
            Tensor selected = TensorRows.Select(rows, tensor([count - 1, 0L]));
            Assert.Equal([7, 0, 0], [selected[0, 0].item<byte>(), selected[0, 1].item<byte>(), selected[1, 0].item<byte>()]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
