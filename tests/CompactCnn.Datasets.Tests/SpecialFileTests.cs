namespace CompactCnn.Datasets.Tests;

/// <summary>Where a data file should lie, something lies that is no file: it is neither read nor replaced.</summary>
public class SpecialFileTests
{
    [Fact]
    public void ADeviceIsNotReadAsADataFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("zeros");
        File.CreateSymbolicLink(path, "/dev/zero");
        DatasetException refusal = Assert.Throws<DatasetException>(() => ContentStream.Read(path, "fetch it again", content => content.ReadByte()));
        Assert.Equal($"'{path}' cannot be read: it is a character device, but only regular files are read; fetch it again", refusal.Message);
    }

    [Fact]
    public void AContactSheetFollowsALinkAndRefusesADevice()
    {
        using var folder = new TemporaryFolder();
        using Dataset dataset = FashionMnistSubset.Load();
        string link = folder.At("link");
        File.CreateSymbolicLink(link, folder.At("sheet.png"));
        ContactSheet.Save(link, dataset, perClass: 1);
        Assert.Equal("PNG"u8.ToArray(), File.ReadAllBytes(folder.At("sheet.png"))[1..4]);
        Assert.NotNull(new FileInfo(link).LinkTarget);

        string device = folder.At("device");
        File.CreateSymbolicLink(device, "/dev/null");
        Assert.Equal("it is a character device, but only regular files are replaced", Assert.Throws<IOException>(() => ContactSheet.Save(device, dataset, perClass: 1)).Message);
    }
}
