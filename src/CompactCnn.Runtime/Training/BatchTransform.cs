using TorchSharp;

namespace CompactCnn;

/// <summary>
/// Turns raw images of a batch into the network's input: conversion, normalisation and, while training, augmentation.
/// Draws random numbers from generators of its own, keyed by <paramref name="context"/>, never from the process-wide
/// one, so that a resumed run sees the same images.
/// </summary>
/// <param name="images">Raw images [batch, channels, height, width], uint8 or float32, owned by the caller.</param>
/// <param name="context">Which batch this is.</param>
/// <returns>The input, float32 [batch, channels, height, width]; a new tensor or <paramref name="images"/> itself.</returns>
public delegate torch.Tensor BatchTransform(torch.Tensor images, BatchContext context);

/// <summary>Which batch is being made.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Batch">The batch of the epoch, from 0.</param>
/// <param name="Training">True while training (augmentation applies), false for evaluation and recalibration.</param>
public readonly record struct BatchContext(long Seed, int Epoch, int Batch, bool Training);
