using System.Diagnostics.CodeAnalysis;

namespace CompactCnn;

/// <summary>
/// Settings that checkpoints record by their public properties, without anybody having to think of a new one. Trimming
/// keeps the properties of whatever is one.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
internal interface IRecorded;

/// <summary>A setting that may differ between a run and its continuation.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotRecordedAttribute : Attribute;
