using Crm.Platform.Abstractions;

namespace Crm.Platform.Metadata.Tests.Definitions;

public sealed class EntityReaderTests
{
    [Fact]
    public void Entity_HasEverythingSaid_WhenComplete()
    {
        var entity = Reading.Entity("""
            { '$schema': '../../schema/entity.schema.json', 'name': 'contact', 'plural': 'contacts', 'title': 'Contact', 'pluralTitle': 'Contacts', 'type': 'object',
              'required': ['last_name'],
              'properties': {
                'first_name': { 'type': 'string', 'maxLength': 100, 'title': 'First name' },
                'last_name': { 'type': 'string', 'maxLength': 100 },
                'full_name': { 'type': 'string', 'readOnly': true, 'x-crm': { 'formula': 'first_name' } },
                'email': { 'type': 'string', 'format': 'email', 'x-crm': { 'unique': true } },
                'lead_score': { 'type': 'integer', 'minimum': 0, 'maximum': 100, 'default': 0, 'x-crm': { 'index': true } },
                'status': { 'type': 'string', 'enum': ['new', 'on_hold'], 'default': 'new', 'x-crm': { 'labels': { 'new': 'Brand new' }, 'colors': { 'new': '#1b8a5a' } } },
                'revenue': { 'type': 'number', 'x-crm': { 'kind': 'money', 'currency': 'EUR', 'scale': 2 } },
                'account_id': { 'type': 'string', 'format': 'uuid', 'x-crm': { 'lookup': 'account', 'onDelete': 'cascade' } } },
              'x-crm': { 'icon': 'person', 'display': 'full_name', 'keys': [['email'], ['first_name', 'last_name']], 'indexes': [['status', 'last_name']], 'ownership': 'owner', 'audit': true } }
            """).Value;

        Assert.Equal(("contacts", "Contact", "Contacts", "person", "full_name"), (entity.Set, entity.Title, entity.PluralTitle, entity.Icon, entity.DisplayField));
        Assert.Equal(["email", "first_name,last_name"], entity.Keys.Select(k => string.Join(',', k)));
        Assert.Equal(["lead_score", "account_id", "status,last_name"], entity.Indexes.Select(k => string.Join(',', k)));
        Assert.True(entity.Field("last_name")!.Required);
        Assert.True(entity.Field("full_name")!.ReadOnly);
        Assert.Equal([new Choice("new", "Brand new", "#1b8a5a"), new Choice("on_hold", "On hold")], entity.Field("status")!.Choices);
        Assert.Equal("\"new\"", entity.Field("status")!.Default!.Value.GetRawText());
        Assert.Equal(("EUR", 2), (entity.Field("revenue")!.Currency, entity.Field("revenue")!.Scale));
        Assert.Equal(("account", OnDelete.Cascade, "Account"), (entity.Field("account_id")!.Lookup, entity.Field("account_id")!.OnDelete, entity.Field("account_id")!.Title));
    }

    [Theory]
    [InlineData("{'type':'string'}", "text")]
    [InlineData("{'type':'string','format':'email'}", "email")]
    [InlineData("{'type':'string','format':'uri'}", "url")]
    [InlineData("{'type':'string','format':'date'}", "date")]
    [InlineData("{'type':'string','format':'date-time'}", "date_time")]
    [InlineData("{'type':'string','format':'uuid','x-crm':{'lookup':'account'}}", "lookup")]
    [InlineData("{'type':'string','enum':['a']}", "choice")]
    [InlineData("{'enum':['a']}", "choice")]
    [InlineData("{'type':'integer'}", "integer")]
    [InlineData("{'type':['number','null']}", "decimal")]
    [InlineData("{'type':'boolean'}", "boolean")]
    [InlineData("{'type':'string','x-crm':{'kind':'phone'}}", "phone")]
    [InlineData("{'type':'string','x-crm':{'kind':'multiline'}}", "multiline")]
    [InlineData("{'x-crm':{'kind':'money'}}", "money")]
    [InlineData("{'type':'array','items':{'type':'string','enum':['a']}}", "multi_choice")]
    [InlineData("{'type':'string','format':'time'}", "time")]
    [InlineData("{'type':'string','format':'duration'}", "duration")]
    [InlineData("{'type':'object'}", "json")]
    [InlineData("{'type':'object','x-crm':{'kind':'address'}}", "address")]
    [InlineData("{'x-crm':{'kind':'image'}}", "image")]
    [InlineData("{'type':'string','x-crm':{'kind':'rich_text'}}", "rich_text")]
    [InlineData("{'type':'integer','x-crm':{'kind':'rating'}}", "rating")]
    public void Field_HasTheKind_OfTypeFormatOrKind(string json, string kind) => Assert.Equal(kind, Reading.Field(json).Kind);

    [Theory]
    [InlineData("{'type':'number','multipleOf':0.01}", 2)]
    [InlineData("{'type':'number','multipleOf':1}", 0)]
    [InlineData("{'type':'number','x-crm':{'scale':8}}", 8)]
    [InlineData("{'type':'number','x-crm':{'kind':'money'}}", 2)]
    [InlineData("{'type':'number'}", 6)]
    public void Field_HasTheScale_OfStepOrKind(string json, int scale) => Assert.Equal(scale, Reading.Field(json).Scale);

    [Theory]
    [InlineData("{'type':'array'}", "properties.x.items.enum", "definition.required")]
    [InlineData("{'type':'array','items':{'type':'string','enum':['a','A']}}", "properties.x.items.enum[1]", "definition.duplicate")]
    [InlineData("{'type':'array','items':{'type':'string','enum':['a']},'x-crm':{'index':true}}", "properties.x.x-crm.index", "definition.misplaced")]
    [InlineData("{'type':'object','x-crm':{'kind':'address','index':true}}", "properties.x.x-crm.index", "definition.misplaced")]
    [InlineData("{'type':'object','x-crm':{'kind':'address','formula':'1'}}", "properties.x.x-crm.formula", "definition.misplaced")]
    [InlineData("{'type':'integer','maximum':11,'x-crm':{'kind':'rating'}}", "properties.x.maximum", "definition.value")]
    [InlineData("{'x-crm':{'kind':'auto_number','pattern':'C-'}}", "properties.x.x-crm.pattern", "definition.value")]
    [InlineData("{'x-crm':{'kind':'file','accept':['pdf']}}", "properties.x.x-crm.accept", "definition.value")]
    [InlineData("{'x-crm':{'kind':'image','accept':['image/svg+xml']}}", "properties.x.x-crm.accept", "definition.value")]
    [InlineData("{'type':'string','x-crm':{'accept':['.pdf']}}", "properties.x.x-crm.accept", "definition.misplaced")]
    [InlineData("{'type':'string','x-crm':{'kind':'rollup'}}", "properties.x.x-crm.kind", "definition.unsupported")]
    [InlineData("{'type':'string','x-crm':{'kind':'rich_text','unique':true}}", "properties.x.x-crm.unique", "definition.misplaced")]
    [InlineData("{'type':'integer','x-crm':{'rollup':{'entity':'deal','function':'count'}}}", "properties.x.x-crm.rollup.via", "definition.required")]
    [InlineData("{'type':'integer','x-crm':{'rollup':{'entity':'deal','via':'y_id','function':'total'}}}", "properties.x.x-crm.rollup.function", "definition.value")]
    [InlineData("{'type':'integer','x-crm':{'rollup':{'entity':'deal','via':'y_id','function':'sum'}}}", "properties.x.x-crm.rollup.field", "definition.required")]
    [InlineData("{'type':'integer','x-crm':{'rollup':{'entity':'deal','via':'y_id','function':'count','field':'amount'}}}", "properties.x.x-crm.rollup.field", "definition.misplaced")]
    [InlineData("{'type':'integer','default':5,'x-crm':{'rollup':{'entity':'deal','via':'y_id','function':'count'}}}", "properties.x.default", "definition.misplaced")]
    [InlineData("{'type':'integer','x-crm':{'formula':'1','readOnly':'true'}}", "properties.x.x-crm.readOnly", "definition.misplaced")]
    [InlineData("{'type':'integer','default':5,'x-crm':{'default':'5'}}", "properties.x.x-crm.default", "definition.misplaced")]
    [InlineData("{'type':'integer','x-crm':{'required':5}}", "properties.x.x-crm.required", "definition.type")]
    [InlineData("{'type':'string','enum':['won'],'x-crm':{'options':{'wno':'true'}}}", "properties.x.x-crm.options.wno", "definition.reference")]
    [InlineData("{'type':'string','enum':['won'],'x-crm':{'options':'true'}}", "properties.x.x-crm.options", "definition.type")]
    [InlineData("{'type':'string','x-crm':{'lookup':'deal','options':{'a':'true'}}}", "properties.x.x-crm.options", "definition.type")]
    [InlineData("{'type':'string','x-crm':{'lookup':[]}}", "properties.x.x-crm.lookup", "definition.required")]
    [InlineData("{'type':'string','x-crm':{'lookup':['a','*']}}", "properties.x.x-crm.lookup[1]", "definition.value")]
    [InlineData("{'type':'string','x-crm':{'lookup':['a','b','a']}}", "properties.x.x-crm.lookup[2]", "definition.duplicate")]
    [InlineData("{'type':'string','x-crm':{'lookup':['a',5]}}", "properties.x.x-crm.lookup[1]", "definition.type")]
    [InlineData("{'type':'string','x-crm':{'lookup':['a','b'],'options':'x.a.name != null'}}", "properties.x.x-crm.options", "definition.misplaced")]
    [InlineData("{'type':'string','x-crm':{'kind':'phon'}}", "properties.x.x-crm.kind", "definition.kind")]
    [InlineData("{'type':'string','x-crm':{'kind':'money'}}", "properties.x.type", "definition.kind")]
    [InlineData("{'type':'strng'}", "properties.x.type", "definition.kind")]
    [InlineData("{'type':'string','format':'emial'}", "properties.x.format", "definition.kind")]
    [InlineData("{'title':'X'}", "properties.x.type", "definition.required")]
    [InlineData("{'type':'string','format':'uuid'}", "properties.x.x-crm.lookup", "definition.required")]
    [InlineData("{'type':'string','maxlength':5}", "properties.x.maxlength", "definition.unknown_property")]
    [InlineData("{'type':'number','x-crm':{'scael':2}}", "properties.x.x-crm.scael", "definition.unknown_property")]
    [InlineData("{'type':'number','x-crm':{'scale':9}}", "properties.x.x-crm.scale", "definition.value")]
    [InlineData("{'type':'number','x-crm':{'scale':'2'}}", "properties.x.x-crm.scale", "definition.type")]
    [InlineData("{'type':'number','multipleOf':0.25}", "properties.x.multipleOf", "definition.value")]
    [InlineData("{'type':'boolean','maxLength':5}", "properties.x.maxLength", "definition.misplaced")]
    [InlineData("{'type':'string','minimum':5}", "properties.x.minimum", "definition.misplaced")]
    [InlineData("{'type':'string','x-crm':{'currency':'EUR'}}", "properties.x.x-crm.currency", "definition.misplaced")]
    [InlineData("{'type':'number','x-crm':{'kind':'money','currency':'euro'}}", "properties.x.x-crm.currency", "definition.value")]
    [InlineData("{'type':'integer','minimum':5,'maximum':1}", "properties.x.minimum", "definition.value")]
    [InlineData("{'type':'string','pattern':'('}", "properties.x.pattern", "definition.value")]
    [InlineData("{'type':'integer','default':'five'}", "properties.x.default", "definition.value")]
    [InlineData("{'type':'string','enum':['a'],'default':'b'}", "properties.x.default", "definition.value")]
    [InlineData("{'type':'string','enum':['a','A']}", "properties.x.enum[1]", "definition.duplicate")]
    [InlineData("{'type':'string','enum':[1]}", "properties.x.enum[0]", "definition.type")]
    [InlineData("{'type':'string','enum':[]}", "properties.x.enum", "definition.value")]
    [InlineData("{'type':'string','enum':['won'],'x-crm':{'labels':{'wno':'Won'}}}", "properties.x.x-crm.labels.wno", "definition.reference")]
    [InlineData("{'type':'string','enum':['won'],'x-crm':{'colors':{'won':'green'}}}", "properties.x.x-crm.colors.won", "definition.value")]
    [InlineData("{'type':'string','x-crm':{'kind':'multiline','unique':true}}", "properties.x.x-crm.unique", "definition.misplaced")]
    [InlineData("'text'", "properties.x", "definition.type")]
    public void Field_IsRefusedAtItsPath_WhenWrong(string json, string path, string code)
    {
        var problem = Reading.FieldProblem(json);

        Assert.Equal((path, code), (problem.Path, problem.Code));
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Field_IsGivenAHint_WhenANameIsNearlyRight()
    {
        Assert.Equal("Did you mean 'maxLength'?", Reading.FieldProblem("{'type':'string','maxlength':5}").Hint);
        Assert.Equal("Did you mean 'phone'?", Reading.FieldProblem("{'type':'string','x-crm':{'kind':'phon'}}").Hint);
    }

    [Theory]
    [InlineData("order")]
    [InlineData("case")]
    [InlineData("group")]
    [InlineData("from")]
    [InlineData("user")]
    [InlineData("select")]
    public void Names_MayBeSqlWords(string word)
    {
        var entity = Reading.Entity($"{{'name':'{word}','properties':{{'{word}':{{'type':'string'}}}}}}").Value;

        Assert.Equal((word, word), (entity.Name, entity.Fields[0].Name));
    }

    [Theory]
    [InlineData("Visit", "definition.name")]
    [InlineData("1st", "definition.name")]
    [InlineData("a-b", "definition.name")]
    [InlineData("", "definition.name")]
    [InlineData("zz_old", "definition.reserved_name")]
    [InlineData("crm_file", "definition.reserved_name")]
    [InlineData("aspnetusers", "definition.reserved_name")]
    [InlineData("accesssetup", "definition.reserved_name")]
    [InlineData("sqlite_master", "definition.reserved_name")]
    [InlineData("pg_class", "definition.reserved_name")]
    [InlineData("null", "definition.reserved_name")]
    public void EntityName_IsRefused_WhenUnusable(string name, string code) =>
        Assert.Contains(Reading.Problems(Reading.Entity($"{{'name':'{name}','properties':{{}}}}")), p => p.Path == "name" && p.Code == code);

    [Theory]
    [InlineData("id")]
    [InlineData("version")]
    [InlineData("owner_id")]
    [InlineData("deleted_at")]
    [InlineData("owner")]
    [InlineData("not")]
    [InlineData("in")]
    [InlineData("undefined")]
    [InlineData("ctid")]
    [InlineData("xmin")]
    public void FieldName_IsRefused_WhenTheSystemOrTheLanguageUsesIt(string name)
    {
        var problem = Assert.Single(Reading.Problems(Reading.Entity($"{{'name':'visit','properties':{{'{name}':{{'type':'string'}}}}}}")));

        Assert.Equal(($"properties.{name}", "definition.reserved_name"), (problem.Path, problem.Code));
    }

    [Fact]
    public void Names_OfSixtyCharactersFit_AndLongerAreRefused()
    {
        Assert.True(Reading.Entity($"{{'name':'{new string('a', 60)}','properties':{{}}}}").IsSuccess);
        Assert.False(Reading.Entity($"{{'name':'{new string('a', 61)}','properties':{{}}}}").IsSuccess);
    }

    [Fact]
    public void Entity_ListsEveryProblem_WhenThereAreSeveral()
    {
        var problems = Reading.Problems(Reading.Entity("""
            { 'name': 'visit', 'titel': 'Visit', 'required': ['subjct'], 'properties': { 'subject': { 'type': 'string' }, 'amount': { 'type': 'numbr' } },
              'x-crm': { 'display': 'subjekt', 'keys': [['nothing']] } }
            """));

        Assert.Equal(["properties.amount.type", "required[0]", "titel", "x-crm.display", "x-crm.keys[0][0]"], problems.Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.Equal("Did you mean 'subject'?", problems.Single(p => p.Path == "required[0]").Hint);
    }

    [Theory]
    [InlineData("company", "companies")]
    [InlineData("status", "statuses")]
    [InlineData("box", "boxes")]
    [InlineData("survey", "surveys")]
    [InlineData("contact_person", "contact_people")]
    [InlineData("order", "orders")]
    public void Set_IsTheEnglishPlural_WhenNotGiven(string name, string set) =>
        Assert.Equal(set, Reading.Entity($"{{'name':'{name}','properties':{{}}}}").Value.Set);

    [Theory]
    [InlineData("'code':{'type':'string'},'title':{'type':'string'}", "title")]
    [InlineData("'amount':{'type':'number'},'code':{'type':'string'}", "code")]
    [InlineData("'amount':{'type':'number'}", "id")]
    public void Display_IsTheMostTellingField_WhenNotGiven(string fields, string display) =>
        Assert.Equal(display, Reading.Entity($"{{'name':'visit','properties':{{{fields}}}}}").Value.DisplayField);

    [Fact]
    public void Lookup_Restricts_WhenRequired()
    {
        const string Visit = "{{'name':'visit','required':['site_id'],'properties':{{'site_id':{{'type':'string','x-crm':{{'lookup':'site'{0}}}}}}}}}";

        Assert.Equal(OnDelete.Restrict, Reading.Entity(string.Format(null, Visit, "")).Value.Fields[0].OnDelete);
        Assert.Equal("properties.site_id.x-crm.onDelete", Reading.Problems(Reading.Entity(string.Format(null, Visit, ",'onDelete':'clear'")))[0].Path);
    }

    [Fact]
    public void Lookup_IsRefused_WhenItsNavigationIsTaken() =>
        Assert.Contains(
            Reading.Problems(Reading.Entity("{'name':'visit','properties':{'site':{'type':'string'},'site_id':{'type':'string','x-crm':{'lookup':'site'}}}}")),
            p => p is { Path: "properties.site_id", Code: "definition.duplicate" });

    [Fact]
    public void Composite_HasStoredParts_ThatKeysAndIndexesMayName()
    {
        var entity = Reading.Entity("""
            { 'name': 'shop', 'properties': { 'name': { 'type': 'string' }, 'home': { 'type': 'object', 'x-crm': { 'kind': 'address' } } }, 'x-crm': { 'indexes': [['home.city', 'name']] } }
            """).Value;

        Assert.Equal(["name", "home.street", "home.city", "home.postal_code", "home.region", "home.country"], entity.Stored.Select(f => f.Name));
        Assert.Equal(("home_city", "Home: City", "city"), (entity.Field("home.city")!.Column, entity.Field("home.city")!.Title, entity.Field("home.city")!.Part));
        Assert.Equal(["home.city,name"], entity.Indexes.Select(i => string.Join(',', i)));
    }

    [Theory]
    [InlineData("{'home':{'x-crm':{'kind':'address'}},'home_city':{'type':'string'}}", "properties.home", "definition.duplicate")]
    [InlineData("{'h123456789012345678901234567890123456789012345678901234':{'x-crm':{'kind':'address'}}}", "properties.h123456789012345678901234567890123456789012345678901234", "definition.name")]
    public void Composite_IsRefused_WhenAColumnOfItsPartsCannotBe(string properties, string path, string code)
    {
        var problem = Reading.Problems(Reading.Entity($"{{'name':'shop','properties':{properties}}}"))[0];

        Assert.Equal((path, code), (problem.Path, problem.Code));
    }

    [Fact]
    public void AutoNumber_IsUniqueAndReadOnly_WithoutSayingSo()
    {
        var field = Reading.Field("{'x-crm':{'kind':'auto_number'}}");

        Assert.Equal((true, true, "{00000}"), (field.ReadOnly, field.Unique, field.NumberPattern));
    }
}
