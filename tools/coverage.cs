// Prints the line coverage of folders whose every line should be tested, from the reports of
//   dotnet test -c Release --collect:"XPlat Code Coverage" --results-directory artifacts/coverage
//   dotnet run tools/coverage.cs -- artifacts/coverage
// A line counts as covered if any test project ran it.
using System.Globalization;
using System.Xml.Linq;

string reports = args.Length == 1 ? args[0] : "artifacts/coverage";
string[] folders = ["src/CompactCnn.Generators/Graph/", "src/CompactCnn.Runtime/Channels/", "src/CompactCnn.Runtime/Selection/"];
var hits = new Dictionary<(string File, int Line), bool>();
foreach (string report in Directory.EnumerateFiles(reports, "coverage.cobertura.xml", SearchOption.AllDirectories))
{
    XDocument document = XDocument.Load(report);
    string[] roots = [.. document.Descendants("source").Select(source => source.Value)];
    foreach (XElement type in document.Descendants("class"))
    {
        string name = type.Attribute("filename")!.Value;
        string path = roots.Select(root => Path.Combine(root, name)).Append(name).FirstOrDefault(File.Exists) ?? name;
        string file = path.Replace('\\', '/');
        foreach (XElement line in type.Descendants("line"))
        {
            var key = (file, int.Parse(line.Attribute("number")!.Value, CultureInfo.InvariantCulture));
            bool covered = line.Attribute("hits")!.Value != "0";
            hits[key] = hits.GetValueOrDefault(key) || covered;
        }
    }
}

bool enough = hits.Count > 0;
foreach (string folder in folders)
{
    var lines = hits.Where(hit => hit.Key.File.Contains(folder, StringComparison.Ordinal)).ToList();
    double percent = lines.Count == 0 ? 0 : 100.0 * lines.Count(line => line.Value) / lines.Count;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder,-36} {percent,6:F1} % of {lines.Count} lines"));
    enough &= percent > 95;
}

return enough ? 0 : 1;
