using SkiaSharp;
using TorchSharp;

namespace CompactCnn.Datasets.Tests;

/// <summary>A CSV file of pictures and labels; what it does not name, and lines that are wrong, are named.</summary>
public sealed class ImageListTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Parts_and_labels_are_those_of_the_columns()
    {
        Draw("pictures/red one.png", SKColors.Red);
        Draw("pictures/red, two.png", SKColors.Red);
        Draw("pictures/blue.png", SKColors.Blue);
        Draw("blue.png", SKColors.Blue);
        Draw("forgotten.png", SKColors.Lime);
        string path = Csv(""""
            Label,camera,File,split
            red,x, pictures/red one.png ,train
            "red","y","pictures/red, two.png",Training

            blue,"said ""x""",pictures/blue.png,train
            blue,,blue.png,TEST
            """");
        using Dataset dataset = ImageList.Load(path);
        Assert.Equal(("labels", 3, 1), (dataset.Name, dataset.Train.Count, dataset.Test.Count));
        Assert.Equal(["blue", "red"], dataset.ClassNames);
        Assert.Equal([1, 1, 0], dataset.Train.Labels.data<long>().ToArray());
        using torch.Tensor red = dataset.Train.Images.select(1, 0).select(1, 5).select(1, 5).gt(128).to(torch.int64);
        Assert.Equal([1, 1, 0], red.data<long>().ToArray());
        Assert.Equal(
            [new LeftOutFile(path, "has a column 'camera', which is not read"), new LeftOutFile(folder.At("forgotten.png"), $"is not named in '{path}'")],
            dataset.LeftOut);
        using TestSet test = ImageList.LoadTest(path);
        Assert.Equal((1, "blue"), (test.Images.Count, Assert.Single(test.ClassNames)));
    }

    [Fact]
    public void Without_parts_some_are_held_out_and_numbers_are_in_their_order()
    {
        Draw("a.png", SKColors.Red);
        string path = Csv("path,class\r\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"a.png,{row % 3 * 5}\r\n")));
        using Dataset dataset = DatasetCatalog.Load("image-list", path);
        Assert.Equal(["0", "5", "10"], dataset.ClassNames);
        Assert.Equal([8, 8, 8], dataset.TrainCounts);
    }

    [Fact]
    public void It_is_packed_as_a_folder_is()
    {
        using var scene = new PackedScene();
        scene.Add("x", 12, seed: 1);
        string path = scene.Write("labels.csv", System.Text.Encoding.UTF8.GetBytes("file,label\n" + string.Concat(Enumerable.Range(0, 12).Select(row => $"x/1-{row:000}.png,{(row % 2 == 0 ? "even" : "odd")}\n"))));
        using Dataset packed = ImageList.Load(path, scene.Options);
        Assert.Equal(scene.Packed, packed.PackedFile);
        using Dataset decoded = ImageList.Load(path, scene.Options with { Store = PictureStore.Memory });
        Assert.Equal(decoded.Train.Images.data<byte>().ToArray(), packed.Train.Images.data<byte>().ToArray());
    }

    [Theory]
    [InlineData("", "it names no pictures")]
    [InlineData("file,label\n", "it names no pictures")]
    [InlineData("file,colour\na.png,red", "line 1 of it must name a column 'label', but names 'file', 'colour'")]
    [InlineData("file,path,label\na.png,a.png,red", "line 1 of it names 'file', 'path', which mean the same")]
    [InlineData("file,label\na.png,red\na.png", "line 3 of it has 1 cells, but the first line names 2 columns")]
    [InlineData("file,label\n\na.png,", "line 3 of it has no label")]
    [InlineData("file,label\n,red", "line 2 of it has no file")]
    [InlineData("file,label,part\na.png,red,hidden", "line 2 of it has the part 'hidden', but 'train', 'validation' and 'test' are known")]
    [InlineData("file,label,part\na.png,red,train\na.png,red,train\na.png,blue,test", "line 4 of it has the label 'blue', of which no picture is to be trained on")]
    [InlineData("file,label\n\"a.png,red", "line 2 of it opens a quote that is not closed")]
    [InlineData("file,label\n\"a\nb\" x,red", "line 3 of it has 'x' behind a closing quote")]
    public void Wrong_lines_are_named(string text, string expected)
    {
        string path = Csv(text);
        string refusal = Assert.Throws<DatasetException>(() => ImageList.Load(path)).Message;
        Assert.StartsWith($"'{path}' is refused: {expected}", refusal, StringComparison.Ordinal);
        Assert.EndsWith("; correct the file", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_are_named_as_bad_pictures_are()
    {
        Draw("a.png", SKColors.Red);
        string path = Csv("file,label\na.png,red\na.png,red\nnone.png,red");
        Assert.StartsWith($"'{folder.At("none.png")}' cannot be read: ", Assert.Throws<DatasetException>(() => ImageList.Load(path)).Message, StringComparison.Ordinal);
        using Dataset dataset = ImageList.Load(path, new ImageFolderOptions { SkipBad = true });
        Assert.Equal(folder.At("none.png"), Assert.Single(dataset.LeftOut).Path);
        Assert.Contains("cannot be read", Assert.Throws<DatasetException>(() => ImageList.Load(folder.At("no.csv"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("image-list is a list of your own pictures, but no file was given", Assert.Throws<DatasetException>(() => DatasetCatalog.Load("image-list")).Message, StringComparison.Ordinal);
    }

    private void Draw(string name, SKColor colour) => folder.WriteBelow(name, PictureBytes.Plain(colour));

    private string Csv(string text) => folder.Write("labels.csv", System.Text.Encoding.UTF8.GetBytes(text));
}
