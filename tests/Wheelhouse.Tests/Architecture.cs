using System.Reflection;

namespace Wheelhouse.Tests;

public sealed class Architecture
{
    [Test]
    public void Every_error_of_the_library_has_one_base()
    {
        var strays = Assembly
            .Load("Wheelhouse")
            .GetTypes()
            .Where(type => type.IsAssignableTo(typeof(Exception)) && !type.IsAssignableTo(typeof(WheelhouseException)));
        Assert.That(strays, Is.Empty);
    }
}
