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

    /// <summary>Several of a fixed list.</summary>
    public const string MultiChoice = "multi_choice";

    /// <summary>Formatted text: a safe subset of HTML.</summary>
    public const string RichText = "rich_text";

    /// <summary>A share as people write it: 25 is 25 %.</summary>
    public const string Percent = "percent";

    /// <summary>A time of day.</summary>
    public const string Time = "time";

    /// <summary>A length of time in whole seconds.</summary>
    public const string Duration = "duration";

    /// <summary>A postal address with its parts.</summary>
    public const string Address = "address";

    /// <summary>A point on the earth: latitude and longitude.</summary>
    public const string Geo = "geo";

    /// <summary>One uploaded file.</summary>
    public const string File = "file";

    /// <summary>One uploaded picture.</summary>
    public const string Image = "image";

    /// <summary>Any JSON value.</summary>
    public const string Json = "json";

    /// <summary>A number of stars.</summary>
    public const string Rating = "rating";

    /// <summary>A colour.</summary>
    public const string Color = "color";

    /// <summary>A number the platform gives each new record.</summary>
    public const string AutoNumber = "auto_number";

    /// <summary>A reference to a record of another entity.</summary>
    public const string Lookup = "lookup";

    /// <summary>An identifier; only for system fields.</summary>
    public const string Uuid = "uuid";
}
