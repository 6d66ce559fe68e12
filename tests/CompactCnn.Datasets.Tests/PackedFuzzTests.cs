namespace CompactCnn.Datasets.Tests;

/// <summary>Damaged packed files give the same pictures or a refusal with the place.</summary>
public sealed class PackedFuzzTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Damaged_files_give_the_same_pictures_or_a_refusal()
    {
        byte[] whole = PackedBytes.File();
        byte[] pixels = PackedBytes.Pixels(whole, folder.Path)!;
        var mutator = new Mutator(seed: 1);
        int same = 0;
        for (int mutation = 0; mutation < 2_000; mutation++)
        {
            byte[] file = mutator.Mutate(whole);
            Fuzz.ReadOne(file, file.Length, damaged =>
            {
                Assert.Equal(pixels, PackedBytes.Pixels(damaged, folder.Path));
                same++;
            });
        }

        // Nothing but what lies between the index and the pixels may change.
        Assert.InRange(same, 1, 1_000);
    }

    [Fact]
    public void Damage_below_the_checksum_is_refused_or_gives_an_index_that_is_possible()
    {
        byte[] whole = PackedBytes.File();
        var mutator = new Mutator(seed: 2);
        Fuzz.Run(() => PackedBytes.MendChecksum(mutator.Mutate(whole)), PackedBytes.ReadIndex);
    }
}
