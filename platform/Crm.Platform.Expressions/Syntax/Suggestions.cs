namespace Crm.Platform.Expressions.Syntax;

/// <summary>What people who write another language's operator probably meant.</summary>
internal static class Suggestions
{
    /// <summary>A hint for a token that cannot stand where it stands, or <see langword="null"/>.</summary>
    public static string? ForToken(Token found) => found.Text switch
    {
        "=" => "Use == to compare; values cannot be assigned.",
        "&" => "Use && for 'and'.",
        "|" => "Use || for 'or'.",
        "<>" => "Use != for 'not equal'.",
        "^" => "There is no power operator; multiply instead.",
        "++" or "--" => "Values cannot be changed; write + 1 or - 1.",
        "=>" => "Functions cannot be defined here.",
        ";" => "Write one expression, without a semicolon.",
        _ when found.Kind == TokenKind.Name => ForWord(found.Text),
        _ => null,
    };

    public static string? ForCharacter(char found) => found switch
    {
        '“' or '”' or '„' or '‘' or '’' or '´' or '«' or '»' => "Use straight quotes: 'text'",
        '#' or '@' or '$' => "Write a field by its plain name.",
        '≠' => "Use != for 'not equal'.",
        '≤' => "Use <= for 'at most'.",
        '≥' => "Use >= for 'at least'.",
        '−' or '–' or '—' => "Use the plain minus sign -",
        '×' => "Use * to multiply.",
        '÷' => "Use / to divide.",
        '\\' => "A backslash may only stand inside a text.",
        _ when char.IsLetter(found) => "Names use the letters a to z, digits and the underscore.",
        _ => null,
    };

    private static string? ForWord(string word) => word.ToUpperInvariant() switch
    {
        "AND" => "Use && for 'and'.",
        "OR" => "Use || for 'or'.",
        "NOT" => "Use ! for 'not'.",
        "MOD" => "Use % for the remainder.",
        "IS" => "Use == null to ask for an empty value.",
        "EQ" => "Use == for 'equal'.",
        "NE" => "Use != for 'not equal'.",
        "LT" or "LE" or "GT" or "GE" => "Use <, <=, > or >= to compare.",
        "LIKE" or "CONTAINS" => "Use contains(field, 'text').",
        "BETWEEN" => "Use a >= low && a <= high.",
        "IN" => "Write in with small letters and a list: x in ['a', 'b']",
        "THEN" or "ELSE" => "Use condition ? one : other.",
        _ => null,
    };
}
