namespace CompactCnn;

/// <summary>Where native libraries lie that came with the program.</summary>
internal static class NativeFiles
{
    /// <summary>Finds a library.</summary>
    /// <param name="library">Its name, without what systems put before and behind it.</param>
    /// <returns>Its path, or null: it is not with the program.</returns>
    public static string? Find(string library)
    {
        string file = OperatingSystem.IsWindows() ? $"{library}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{library}.dylib"
            : $"lib{library}.so";
        // Where .NET looks for native libraries: beside a published program, in a folder for each system of a built one, and
        // where a single file unpacks those that it holds.
        string folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? AppContext.BaseDirectory;
        return folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
