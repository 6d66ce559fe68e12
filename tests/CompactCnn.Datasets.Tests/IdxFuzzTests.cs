namespace CompactCnn.Datasets.Tests;

public sealed class IdxFuzzTests
{
    private static readonly byte[] Images = Bytes.Idx(Bytes.Images(count: 3, size: 4));

    [Fact]
    public void Damaged_files_give_the_data_or_a_refusal()
    {
        var mutator = new Mutator(seed: 1);
        Fuzz.Run(() => mutator.Mutate(Images), Read);
    }

    [Fact]
    public void Damaged_gzipped_files_give_the_data_or_a_refusal()
    {
        var mutator = new Mutator(seed: 2);
        Fuzz.Run(() => GzipLayer.Damage(Images, mutator.Mutate, mutator), Read);
    }

    private static void Read(byte[] file)
    {
        IdxArray array = Fuzz.Content(file, content => IdxReader.ReadImages(content, content.StoredSize));
        Assert.Equal(array.Dimensions.Aggregate((product, dimension) => product * dimension), array.Values.Length);
    }
}
