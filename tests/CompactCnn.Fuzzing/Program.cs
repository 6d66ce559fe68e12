using CompactCnn.Fuzzing;
using SharpFuzz;

// FORMAT                  reads files that AFL++ makes; see fuzz.sh
// FORMAT seeds FOLDER     writes whole files for AFL++ to begin with
// FORMAT read FILE...     reads files again that it found
switch (args)
{
    case [string format]:
        // A process of its own reads, so that it may crash. Instrumented code crashes before the fuzzer runs it.
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var file = new MemoryStream();
            stream.CopyTo(file);
            FuzzedFormats.Named(format).Read(file.ToArray());
        });
        break;
    case [string format, "seeds", string folder]:
        foreach ((int place, byte[] file) in FuzzedFormats.Named(format).Seeds().Index())
            File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{place}")), file);

        break;
    case [string format, "read", .. string[] files]:
        foreach (string file in files)
        {
            Console.WriteLine(file);
            FuzzedFormats.Named(format).Read(File.ReadAllBytes(file));
        }

        break;
    default:
        throw new ArgumentException("the arguments must be FORMAT, FORMAT seeds FOLDER or FORMAT read FILE...");
}
