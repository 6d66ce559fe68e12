using System.Reflection;
using System.Text.Json;

namespace CompactCnn.Runtime.Tests;

/// <summary>
/// Programs of one file (<c>dotnet run app.cs</c>) and trimmed ones have no JSON by reflection. Nor have the tests and the
/// programs of this repository, by a property of Directory.Build.props: whoever reads or writes JSON so fails here.
/// </summary>
public class ReflectionTests
{
    [Fact]
    public void JsonIsNotReadOrWrittenByReflection()
    {
        Assert.False(JsonSerializer.IsReflectionEnabledByDefault);
        Assert.ThrowsAny<InvalidOperationException>(() => JsonSerializer.Serialize(new Dictionary<string, string>()));
    }

    /// <summary>The first checkpoint of such a program used to end it.</summary>
    [Fact]
    public void ARunIsStoppedAndResumedWithoutReflection()
    {
        using var run = new CheckpointedRun();
        run.StopAfter(2);
        Checkpoint checkpoint = Checkpoint.Latest(run.Folder)!;
        Assert.Equal("16", checkpoint.Settings["BatchSize"]);
        CheckpointedRun.Finish(resumeFrom: checkpoint).AssertSame(CheckpointedRun.Finish());
    }

    /// <summary>
    /// What is not <see cref="IRecorded"/> is recorded by its type's name alone: a setting in it could be another one without
    /// anybody noticing, and trimming could take it away. (The build's trim analysis holds the rest.)
    /// </summary>
    [Fact]
    public void EverySettingOfASettingIsRecorded()
    {
        Type[] recorded = [.. typeof(IRecorded).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IRecorded)))];
        Assert.Contains(typeof(CompactTrainingOptions), recorded);
        Assert.All(recorded.SelectMany(type => type.GetProperties()), property => Assert.True(
            property.GetCustomAttribute<NotRecordedAttribute>() is not null || IsRecorded(property.PropertyType),
            $"{property.DeclaringType}.{property.Name} is a {property.PropertyType}"));
    }

    private static bool IsRecorded(Type type)
    {
        Type held = Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? (type.IsGenericType ? type.GetGenericArguments().Single() : type);
        return held.IsPrimitive || held.IsEnum || held == typeof(string) || held.IsAssignableTo(typeof(IRecorded)) || held.IsAssignableTo(typeof(Delegate));
    }

    /// <summary>A record of the user's is looked into, whatever it derives from.</summary>
    [Fact]
    public void RecordsOfTheUsersAreRecorded()
    {
        var settings = RecordedValues.Of("Transform", (Func<int, int>)new Shifting(3, "left").Shift).ToDictionary(StringComparer.Ordinal);
        Assert.Equal(("3", "left"), (settings["Transform.By"], settings["Transform.To"]));
        Assert.EndsWith("Shifting.Shift", settings["Transform"], StringComparison.Ordinal);
        Assert.Equal("3", RecordedValues.Of("", new Shifting(3, "left")).ToDictionary(StringComparer.Ordinal)["By"]);
    }

    private record Moving(int By);

    private sealed record Shifting(int By, string To) : Moving(By)
    {
        public int Shift(int value) => value + By;
    }
}
