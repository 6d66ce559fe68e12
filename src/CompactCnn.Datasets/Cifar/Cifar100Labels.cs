namespace CompactCnn;

/// <summary>Which of the two labels of an image of CIFAR-100 to learn.</summary>
public enum Cifar100Labels
{
    /// <summary>One of 20 superclasses, as aquatic mammals.</summary>
    Coarse,

    /// <summary>One of 100 classes, five in each superclass, as beaver or dolphin.</summary>
    Fine,
}
