namespace CompactCnn.Datasets.Tests;

public sealed class CifarFuzzTests
{
    private const int Images = 2;

    public static TheoryData<int[]> Labels => [[10], [20, 100]];

    [Theory, MemberData(nameof(Labels))]
    public void Damaged_files_give_the_data_or_a_refusal(int[] classes)
    {
        var mutator = new Mutator(seed: 3);
        byte[] whole = Whole(classes);
        Fuzz.Run(() => Damage(whole, mutator, classes.Length), file => Read(file, classes));
    }

    [Theory, MemberData(nameof(Labels))]
    public void Damaged_gzipped_files_give_the_data_or_a_refusal(int[] classes)
    {
        var mutator = new Mutator(seed: 4);
        byte[] whole = Whole(classes);
        Fuzz.Run(() => GzipLayer.Damage(whole, bytes => Damage(bytes, mutator, classes.Length), mutator), file => Read(file, classes));
    }

    private static byte[] Whole(int[] classes) => CifarBytes.Records(Images, classes);

    /// <summary>Labels are few among the pixels, and all that can be wrong in a file of the right length: every other time they are.</summary>
    private static byte[] Damage(byte[] whole, Mutator mutator, int labels)
    {
        byte[] bytes = mutator.Mutate(whole);
        int position = mutator.Random.Next(Images) * (labels + CifarRecords.ImageSize) + mutator.Random.Next(labels);
        if (mutator.Random.Next(2) == 0 && position < bytes.Length)
            bytes[position] = (byte)mutator.Random.Next(256);

        return bytes;
    }

    private static void Read(byte[] file, int[] classes)
    {
        CifarRecords records = Fuzz.Content(file, content => CifarReader.Read(content, content.StoredSize, Images, classes));
        byte[] images = new byte[Images * CifarRecords.ImageSize];
        long[] labels = new long[Images];
        for (int label = 0; label < classes.Length; label++)
        {
            records.CopyTo(images, labels, label);
            Assert.All(labels, found => Assert.InRange(found, 0, classes[label] - 1));
        }
    }
}
