namespace CompactCnn.CommandLine.Tests;

/// <summary>Which cells a comparison has, and in what order.</summary>
public sealed class ComparisonGridTests
{
    [Fact]
    public void EveryCellComesOnceAndAfterWhatItNeeds()
    {
        IReadOnlyList<Cell> cells = Cell.Grid(ComparisonMethods.All, [0.25, 0.5, 0.7], [1, 2]);

        Assert.Equal(cells.Distinct(), cells);
        Assert.Equal(cells.Select(cell => cell.Name).Distinct().Count(), cells.Count);
        int withFraction = ComparisonMethods.All.Count(method => method.DependsOnFraction);
        Assert.Equal(2 * ((3 * withFraction) + ComparisonMethods.All.Count - withFraction), cells.Count);
        for (int index = 0; index < cells.Count; index++)
        {
            if (cells[index].After is { } before)
                Assert.InRange(cells.ToList().IndexOf(before), 0, index - 1);
        }
    }

    [Fact]
    public void WhatAMethodNeedsIsAdded() =>
        Assert.Equal(["cucb", "scratch-b"], ComparisonMethods.WithNeeded(["scratch-b"]).Select(method => method.Name));
}
