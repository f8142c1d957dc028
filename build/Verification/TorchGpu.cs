using Newtonsoft.Json;

namespace Wheelhouse.Build.Verification;

/// <summary>A GPU that torch sees.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sum">The sum that a kernel of torch's own computed.</param>
/// <param name="Product">The sum of a product of matrices.</param>
public sealed record TorchGpu(
    [property: JsonProperty("name")] string Name,
    [property: JsonProperty("sum")] double Sum,
    [property: JsonProperty("product")] double Product
);
