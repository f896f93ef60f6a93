// Does with @odata/client what programs do, and writes what came of it as one JSON object.
import client from "@odata/client";

const [root, token] = process.argv.slice(2);
const serviceEndpoint = `${root}api/data/`;
const commonHeaders = { Authorization: `Bearer ${token}` };
// It takes an answer for JSON by "application/json" alone; problems are application/problem+json (RFC 9457). This is its own door for such things.
const fetchProxy = async (url, init) => {
  const response = await fetch(url, init);
  const text = await response.text();
  return { response, content: response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : text };
};
const odata = client.OData.New4({ serviceEndpoint, commonHeaders, fetchProxy });
const tagged = tag => client.OData.New4({ serviceEndpoint, commonHeaders: { ...commonHeaders, "If-Match": tag }, fetchProxy }).getEntitySet("contacts");
const contacts = odata.getEntitySet("contacts");
const names = found => found.map(c => c.last_name);
const by = name => contacts.newFilter().property("last_name").eq(name);
const refused = async call => { try { await call(); return null; } catch (error) { return error.message; } };

const account = await odata.getEntitySet("accounts").create({ name: "O'Data & Sons" });
const made = [];
for (const name of ["Baker", "adler", "Cole", "Neil"])
  made.push(await contacts.create({ last_name: name, email: `${made.length}@odata.example.test`, account_id: account.id }));

const out = {};
out.created = names(made);
out.retrieved = (await contacts.retrieve(made[0].id)).last_name;
out.found = names(await contacts.find({ last_name: "Cole" }));
out.filtered = names(await contacts.query(contacts.newFilter().property("last_name").in(["Neil", "Baker"])));
out.ordered = names(await contacts.query(contacts.newParam().filter(`account_id eq ${account.id}`).orderby("last_name", "desc").skip(1).top(2).select(["last_name"])));
out.expanded = (await contacts.query(contacts.newParam().filter(by("Baker")).expand("account")))[0].account.name;
out.searched = names(await contacts.query(contacts.newParam().search("adl", false)));
out.counted = await contacts.count(by("Baker"));
const page = await odata.newRequest({ collection: "contacts", params: contacts.newParam().count(true).filter(contacts.newFilter().property("last_name").in(["Baker", "Cole"])) });
out.inline = page["@odata.count"];

const first = await (await fetch(`${serviceEndpoint}contacts?$orderby=last_name&$select=last_name`, { headers: { ...commonHeaders, Prefer: "odata.maxpagesize=3" } })).json();
const second = await odata.newRequest({ collection: first["@odata.nextLink"].slice(serviceEndpoint.length) });
out.paged = [...names(first.value), ...names(second.value)];

await contacts.update(made[0].id, { first_name: "Ann" });
out.updated = (await contacts.retrieve(made[0].id)).first_name;
await tagged('W/"2"').update(made[0].id, { first_name: "Bea" });
out.stale = await refused(() => tagged('W/"2"').update(made[0].id, { first_name: "Cid" }));
out.kept = (await contacts.retrieve(made[0].id)).first_name;

const answers = await odata.execBatchRequestsJson([
  odata.newBatchRequest({ collection: "contacts", method: "POST", entity: { last_name: "Batched" } }),
  odata.newBatchRequest({ collection: "contacts", method: "GET", params: contacts.newParam().filter(by("Baker")) }),
]);
out.batched = [(await answers[0].json()).last_name, ...names((await answers[1].json()).value)];

await contacts.delete(made[3].id);
out.deleted = await contacts.count(by("Neil"));
out.invalid = await refused(() => contacts.create({ first_name: "Nameless" }));
console.log(JSON.stringify(out));
