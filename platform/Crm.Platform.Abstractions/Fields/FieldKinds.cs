namespace Crm.Platform.Abstractions;

/// <summary>Ids of the kinds the platform itself registers. The set is open: a plugin adds its own under its own id.</summary>
public static class FieldKinds
{
    /// <summary>One line of text.</summary>
    public const string Text = "text";

    /// <summary>Text over several lines.</summary>
    public const string Multiline = "multiline";

    /// <summary>An e-mail address.</summary>
    public const string Email = "email";

    /// <summary>A telephone number as people write it.</summary>
    public const string Phone = "phone";

    /// <summary>An absolute http or https address.</summary>
    public const string Url = "url";

    /// <summary>A whole number of 64 bits.</summary>
    public const string Integer = "integer";

    /// <summary>An exact decimal number.</summary>
    public const string Decimal = "decimal";

    /// <summary>An exact amount in one currency.</summary>
    public const string Money = "money";

    /// <summary>Yes or no.</summary>
    public const string Boolean = "boolean";

    /// <summary>A day without a time.</summary>
    public const string Date = "date";

    /// <summary>A moment, kept in UTC.</summary>
    public const string DateTime = "date_time";

    /// <summary>One of a fixed list.</summary>
    public const string Choice = "choice";

    /// <summary>A reference to a record of another entity.</summary>
    public const string Lookup = "lookup";

    /// <summary>An identifier; only for system fields.</summary>
    public const string Uuid = "uuid";
}
