// Makes the part of Fashion-MNIST that CompactCnn.Datasets carries: of each class the first 600 training and the first
// 500 test images, in the order of the published files, as IDX content compressed with Brotli.
//
//     dotnet run tools/embed-fashion-mnist.cs -- /usr/share/datasets/fashion-mnist src/CompactCnn.Datasets/Embedded/fashion-mnist-subset
//
// The same files give the same bytes. A test compares the result with the published files where these are at hand.

#:project ../src/CompactCnn.Datasets/CompactCnn.Datasets.csproj
#:property PublishAot=false
#:property GenerateDocumentationFile=true

using System.IO.Compression;
using CompactCnn;

if (args is not [string source, string target])
{
    Console.Error.WriteLine("give two folders: that of the published files, and that of the embedded ones");
    return 2;
}

Directory.CreateDirectory(target);
Embed("train", perClass: 600);
Embed("t10k", perClass: 500);
return 0;

void Embed(string part, int perClass)
{
    IdxArray images = IdxFile.ReadImages(Path.Combine(source, $"{part}-images-idx3-ubyte.gz"));
    IdxArray labels = IdxFile.ReadLabels(Path.Combine(source, $"{part}-labels-idx1-ubyte.gz"));

    int[] seen = new int[256];
    int[] chosen = [.. Enumerable.Range(0, labels.Values.Length).Where(image => seen[labels.Values.Span[image]]++ < perClass)];
    Store($"{part}-images-idx3-ubyte", Choose(images, chosen));
    Store($"{part}-labels-idx1-ubyte", Choose(labels, chosen));
}

static IdxArray Choose(IdxArray array, int[] chosen)
{
    int size = array.Values.Length / array.Dimensions[0];
    return new IdxArray(
        [chosen.Length, .. array.Dimensions.Skip(1)],
        chosen.SelectMany(item => array.Values.Slice(item * size, size).ToArray()).ToArray());
}

void Store(string name, IdxArray array)
{
    using var content = new MemoryStream();
    IdxFile.Write(content, array);

    // The strongest compression there is: this runs once, and what it makes travels with every package.
    byte[] compressed = new byte[BrotliEncoder.GetMaxCompressedLength((int)content.Length)];
    if (!BrotliEncoder.TryCompress(content.ToArray(), compressed, out int size, quality: 11, window: 24))
        throw new InvalidOperationException($"{name} does not compress");

    File.WriteAllBytes(Path.Combine(target, $"{name}.br"), compressed[..size]);
    Console.WriteLine($"{name}: {content.Length:N0} -> {size:N0} bytes");
}
