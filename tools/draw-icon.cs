// Draws the package's icon: a network whose layers have four channels each, of which two are active in the hidden ones.
//
//     dotnet run tools/draw-icon.cs -- src/CompactCnn.Runtime/icon.png
//
// The same version of SkiaSharp gives the same bytes.

#:project ../src/CompactCnn.Datasets/CompactCnn.Datasets.csproj
#:property PublishAot=false

using SkiaSharp;

const int Size = 128;
if (args is not [string target])
{
    Console.Error.WriteLine("give one file: the picture to write");
    return 2;
}

int[][] active = [[0, 1, 2, 3], [0, 2], [1, 3], [0, 1, 2, 3]];
var background = new SKColor(0x1B, 0x26, 0x3B);
var resting = new SKColor(0x41, 0x5A, 0x77);
var lit = new SKColor(0xF4, 0xA2, 0x61);

using var bitmap = new SKBitmap(Size, Size);
using var canvas = new SKCanvas(bitmap);
canvas.Clear(SKColors.Transparent);
using var fill = new SKPaint { IsAntialias = true, Color = background };
canvas.DrawRoundRect(0, 0, Size, Size, 24, 24, fill);

using var line = new SKPaint { IsAntialias = true, StrokeWidth = 2, Color = lit.WithAlpha(0x80) };
for (int layer = 0; layer + 1 < active.Length; layer++)
{
    foreach ((int from, int to) in active[layer].SelectMany(_ => active[layer + 1], (from, to) => (from, to)))
    {
        canvas.DrawLine(Place(layer), Place(from), Place(layer + 1), Place(to), line);
    }
}

for (int layer = 0; layer < active.Length; layer++)
{
    for (int channel = 0; channel < 4; channel++)
    {
        fill.Color = active[layer].Contains(channel) ? lit : resting;
        canvas.DrawCircle(Place(layer), Place(channel), 9, fill);
    }
}

using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
File.WriteAllBytes(target, png.ToArray());
return 0;

static float Place(int index) => 22 + (index * 28);
