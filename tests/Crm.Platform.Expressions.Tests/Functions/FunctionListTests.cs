using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Platform.Abstractions;
using Crm.Platform.Expressions.Checking;
using Crm.Platform.Expressions.Evaluation;
using Crm.Platform.Expressions.Functions;
using Crm.Platform.Expressions.Syntax;
using Crm.Platform.Expressions.Tests.Model;

namespace Crm.Platform.Expressions.Tests.Functions;

public sealed class FunctionListTests
{
    [Fact]
    public void FunctionsJson_ListsExactlyThePlatformsFunctions_EachWithHelp()
    {
        var list = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "functions.json")))!["functions"]!.AsArray();
        var listed = list.SelectMany(f => f!["signatures"]!.AsArray().Select(s => s!.GetValue<string>())).Order(StringComparer.Ordinal);
        Assert.Equal(ExpressionFunctions.Platform.All.Select(f => f.Signature).Order(StringComparer.Ordinal), listed);
        Assert.All(list, f => Assert.True(f!["help"]!.GetValue<string>() is { Length: > 10 } help && !help.Contains('\n', StringComparison.Ordinal), f.ToJsonString(JsonSerializerOptions.Default)));
        Assert.All(list, f => Assert.All(f!["signatures"]!.AsArray(), s => Assert.StartsWith($"{f["name"]}(", s!.GetValue<string>(), StringComparison.Ordinal)));
    }

    [Fact]
    public void With_AddsAFunctionExpressionsCanCall()
    {
        var twice = FunctionFactory.Make("twice", [StorageType.Integer], StorageType.Integer, (long? n) => n * 2, null);
        var functions = ExpressionFunctions.Platform.With(twice);
        var typed = ExpressionChecker.Check(ExpressionParser.Parse("twice(21)").Value, Sample.Deal, Sample.Model, Sample.Kinds, functions).Value;
        Assert.Equal(42L, RecordExpression.Compile(typed).Evaluate(new Record(new(Sample.Deal)), new EvaluationContext(TimeProvider.System)));
        Assert.Throws<ArgumentException>(() => functions.With(twice));
    }
}
