#include "core/llm/Address.h"
#include "core/llm/EndpointBoard.h"
#include "core/llm/Keys.h"
#include "core/llm/Presets.h"
#include "core/llm/Pricing.h"
#include "core/llm/Redaction.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace metaspo;

namespace {

const QByteArray canary("sk-canary-0123456789abcdefABCDEF");

QString writeFile(const QString& path, const QByteArray& bytes, QFile::Permissions permissions)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return {};
    file.setPermissions(permissions);
    return path;
}

} // namespace

class KeysAndPricesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysFromEnvironmentAndFile();
    void keyFilesOfOthersAreRefused();
    void storedFileIsPrivate();
    void pastedKeyIsNotRepeated();
    void redaction_data();
    void redaction();
    void answersKeepTheirWords();
    void costs_data();
    void costs();
    void priceTableIsExact();
    void priceTableErrors_data();
    void priceTableErrors();
    void pricesAreFound();
    void liteLlmImport();
    void addresses_data();
    void addresses();
    void otherMachinesAreNamed_data();
    void otherMachinesAreNamed();
    void presetsAreUsable();
    void endpointsAreToldApart();
};

void KeysAndPricesTest::keysFromEnvironmentAndFile()
{
    qputenv("METASPO_TEST_KEY", canary + "\n");
    auto key = Keys::resolveNow(QStringLiteral("env:METASPO_TEST_KEY"));
    QVERIFY(key && key->has_value());
    QCOMPARE((*key)->reveal(), canary);
    qunsetenv("METASPO_TEST_KEY");
    key = Keys::resolveNow(QStringLiteral("env:METASPO_TEST_KEY"));
    QVERIFY(key && !key->has_value());
    QCOMPARE(key->error().kind, ErrorKind::NoKey);
    QVERIFY(sentence(key->error()).contains(QLatin1String("METASPO_TEST_KEY")));

    QTemporaryDir folder;
    const QString path = writeFile(folder.filePath(QStringLiteral("key")), canary + "\n",
                                   QFile::ReadOwner | QFile::WriteOwner);
    key = Keys::resolveNow(QStringLiteral("file:") + path);
    QVERIFY(key && key->has_value());
    QCOMPARE((*key)->reveal(), canary);
    QVERIFY(!Keys::resolveNow(QStringLiteral("file:") + path + u'x')->has_value());

    QVERIFY(Keys::resolveNow({})->value().isEmpty());
    QVERIFY(!Keys::resolveNow(QStringLiteral("keychain:x")).has_value()); // has to be asked and waited for
    bool told = false;
    Keys::resolve(QStringLiteral("file:") + path,
                  [&](const Result<SecretString>& found) { told = found.has_value(); });
    QVERIFY(told);
}

void KeysAndPricesTest::keyFilesOfOthersAreRefused()
{
    QTemporaryDir folder;
    const QFile::Permissions own = QFile::ReadOwner | QFile::WriteOwner;
    for (const QFile::Permission extra :
         {QFile::ReadGroup, QFile::WriteGroup, QFile::ReadOther, QFile::WriteOther}) {
        const QString path = writeFile(folder.filePath(QStringLiteral("open")), canary, own | extra);
        const auto key = Keys::resolveNow(QStringLiteral("file:") + path);
        QVERIFY(!key->has_value());
        QVERIFY(sentence(key->error()).contains(QLatin1String("chmod 600")));
        QVERIFY(!sentence(key->error()).contains(QString::fromLatin1(canary)));
    }
    const QString two = writeFile(folder.filePath(QStringLiteral("two")), canary + "\n" + canary, own);
    const auto key = Keys::resolveNow(QStringLiteral("file:") + two);
    QVERIFY(!key->has_value());
    QVERIFY(!sentence(key->error()).contains(QString::fromLatin1(canary)));
}

void KeysAndPricesTest::storedFileIsPrivate()
{
    QTemporaryDir folder;
    const QString source = QStringLiteral("file:") + folder.filePath(QStringLiteral("new/key"));
    bool stored = false;
    Keys::store(source, SecretString(canary), [&](const Result<void>& done) { stored = done.has_value(); });
    QVERIFY(stored);
    QCOMPARE(QFile::permissions(source.mid(5)) & QFile::Permissions(0x0077), QFile::Permissions());
    QCOMPARE(Keys::resolveNow(source)->value().reveal(), canary);
    Keys::store(QStringLiteral("env:X"), SecretString(canary), [](const Result<void>& done) {
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::NotAvailable);
    });
}

void KeysAndPricesTest::pastedKeyIsNotRepeated()
{
    for (const QString& text : {QString::fromLatin1(canary), QStringLiteral("env:"),
                                QStringLiteral("sk:") + QString::fromLatin1(canary)}) {
        const Result<void> checked = Keys::check(text);
        QVERIFY(!checked);
        QVERIFY(!sentence(checked.error()).contains(QLatin1String("canary")));
        QVERIFY(!Keys::resolveNow(text)->has_value());
    }
    QVERIFY(Keys::check(QStringLiteral("keychain:me")));
}

void KeysAndPricesTest::redaction_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QString key = QString::fromLatin1(canary);
    const auto row = [](const char* name, const QString& text, const QString& expected) {
        QTest::newRow(name) << text << expected;
    };
    row("whole", QStringLiteral("bad key %1!").arg(key), QStringLiteral("bad key [key]!"));
    row("twice", key + key, QStringLiteral("[key][key]"));
    row("beginning only", QStringLiteral("bad key %1...").arg(key.left(18)),
        QStringLiteral("bad key [key]..."));
    row("bearer of another", QStringLiteral("Authorization: Bearer abcdefgh1234"),
        QStringLiteral("Authorization: Bearer [key]"));
    row("in an address", QStringLiteral("https://h/v1?key=ABCDEFG&x=1"),
        QStringLiteral("https://h/v1?key=[key]&x=1"));
    row("another's key", QStringLiteral("sk-proj-aaaaaaaaaaaa is wrong"), QStringLiteral("[key] is wrong"));
    row("Google", QStringLiteral("AIzaSyA1234567890abcdefghijkl"), QStringLiteral("[key]"));
    row("nothing", QStringLiteral("The task sk-1 failed."), QStringLiteral("The task sk-1 failed."));
}

void KeysAndPricesTest::redaction()
{
    QFETCH(QString, text);
    QTEST(redacted(text, SecretString(canary)), "expected");
}

void KeysAndPricesTest::answersKeepTheirWords()
{
    Completion completion;
    completion.text = QStringLiteral("An example key is sk-proj-aaaaaaaaaaaa, yours is %1.")
                          .arg(QString::fromLatin1(canary));
    redact(completion, SecretString(canary));
    QCOMPARE(completion.text, QStringLiteral("An example key is sk-proj-aaaaaaaaaaaa, yours is [key]."));
    completion.text = QStringLiteral("none at all");
    redact(completion, SecretString("none")); // a key that is no secret garbles nothing
    QCOMPARE(completion.text, QStringLiteral("none at all"));
}

void KeysAndPricesTest::costs_data()
{
    QTest::addColumn<qint64>("input");
    QTest::addColumn<qint64>("cached");
    QTest::addColumn<qint64>("output");
    QTest::addColumn<qint64>("expected"); // -1: unknown
    const auto row = [](const char* name, qint64 input, qint64 cached, qint64 output, qint64 expected) {
        QTest::newRow(name) << input << cached << output << expected;
    };
    row("nothing cached", 1000, -1, 100, 1000 * 1250 + 100 * 10'000);
    row("some cached", 1000, 400, 100, 600 * 1250 + 400 * 125 + 100 * 10'000);
    row("more cached than input", 10, 999, 0, 10 * 125);
    row("refused", 0, 0, 0, 0);
    row("no usage", -1, -1, -1, -1);
    row("no output count", 10, -1, -1, -1);
    row("a year of tokens", 900'000'000'000, 0, 900'000'000'000, 900'000'000'000 * 11'250);
}

void KeysAndPricesTest::costs()
{
    QFETCH(qint64, input);
    QFETCH(qint64, cached);
    QFETCH(qint64, output);
    const Price price{1'250'000'000, 125'000'000, 10'000'000'000};
    QTEST(costNanoDollars(price, {input, cached, output, -1}).value_or(-1), "expected");
    QVERIFY(!costNanoDollars(std::nullopt, {1, 1, 1, 1}));
    QCOMPARE(costNanoDollars(Price{1, 1, 1}, {500'000, -1, 0, -1}), 1); // half a unit is rounded up
}

void KeysAndPricesTest::priceTableIsExact()
{
    const QByteArray yaml = "# mine\nm-1: {input: 1.25, cached: 0.125, output: 10}\n"
                            "\"groq/x:free\": {input: 0.000000001, output: 3e-7}\n";
    const Result<PriceTable> table = PriceTable::read(yaml);
    QVERIFY2(table, table ? "" : qPrintable(sentence(table.error())));
    QCOMPARE(table->find(QStringLiteral("m-1"))->inputNanoDollarsPerMillion, 1'250'000'000);
    QCOMPARE(table->find(QStringLiteral("m-1"))->cachedInputNanoDollarsPerMillion, 125'000'000);
    QCOMPARE(table->find(QStringLiteral("groq/x:free"))->inputNanoDollarsPerMillion, 1);
    QCOMPARE(table->find(QStringLiteral("groq/x:free"))->cachedInputNanoDollarsPerMillion, 1);
    QCOMPARE(table->find(QStringLiteral("groq/x:free"))->outputNanoDollarsPerMillion, 300);
    const Result<PriceTable> again = PriceTable::read(table->write());
    QVERIFY2(again, again ? "" : qPrintable(sentence(again.error())));
    QCOMPARE(again->entries(), table->entries());
    QVERIFY(PriceTable::read(R"({"m": {"input": 1, "output": 2}})")->find(QStringLiteral("m")));
    QVERIFY(PriceTable::read("")->entries().isEmpty());
}

void KeysAndPricesTest::priceTableErrors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("list") << QByteArray("- a\n- b\n");
    QTest::newRow("no prices") << QByteArray("m: 3\n");
    QTest::newRow("negative") << QByteArray("m: {input: -1, output: 2}\n");
    QTest::newRow("words") << QByteArray("m: {input: cheap, output: 2}\n");
    QTest::newRow("no output") << QByteArray("m: {input: 1}\n");
    QTest::newRow("broken") << QByteArray("m: {input: 1\n");
    QTest::newRow("too dear") << QByteArray("m: {input: 100000, output: 2}\n");
    QTest::newRow("a number as a key of a map") << QByteArray("? [1, 2]\n: {input: x}\n");
}

void KeysAndPricesTest::priceTableErrors()
{
    QFETCH(QByteArray, text);
    const Result<PriceTable> table = PriceTable::read(text);
    QVERIFY(!table);
    QCOMPARE(table.error().kind, ErrorKind::BadInput);
}

void KeysAndPricesTest::pricesAreFound()
{
    PriceTable table;
    table.set(QStringLiteral("m"), Price{1, 1, 1});
    table.set(QStringLiteral("groq/n"), Price{2, 2, 2});
    const auto input = [&](const char* model, const char* provider) {
        const auto price = table.find(QString::fromLatin1(model), QString::fromLatin1(provider));
        return price ? price->inputNanoDollarsPerMillion : -1;
    };
    QCOMPARE(input("m", ""), 1);
    QCOMPARE(input("m-2026-08-07", ""), 1);
    QCOMPARE(input("m-20260807", ""), 1);
    QCOMPARE(input("m:free", ""), 1);
    QCOMPARE(input("m@v2", ""), 1);
    QCOMPARE(input("n", "groq"), 2);
    QCOMPARE(input("n-0613", "groq"), 2);
    QCOMPARE(input("n", ""), -1);
    QCOMPARE(input("m-mini", ""), -1);
    Connection connection;
    connection.model = QStringLiteral("m");
    QCOMPARE(table.find(connection)->inputNanoDollarsPerMillion, 1);
    connection.price = Price{9, 9, 9};
    QCOMPARE(table.find(connection)->inputNanoDollarsPerMillion, 9);
    PriceTable other;
    other.set(QStringLiteral("m"), Price{5, 5, 5});
    table.merge(other);
    QCOMPARE(input("m", ""), 5);
    table.remove(QStringLiteral("m"));
    QCOMPARE(input("m", ""), -1);
}

void KeysAndPricesTest::liteLlmImport()
{
    const QByteArray json =
        R"({"sample_spec":{"mode":"chat","input_cost_per_token":1,"output_cost_per_token":1},
        "a":{"mode":"chat","input_cost_per_token":1.25e-06,"output_cost_per_token":1e-05,"cache_read_input_token_cost":1.25e-07},
        "b":{"mode":"chat","input_cost_per_token":"3e-07","output_cost_per_token":"0.0000006"},
        "c":{"mode":"embedding","input_cost_per_token":1e-07,"output_cost_per_token":0},
        "d":{"mode":"chat","litellm_provider":"x"},
        "e":{"mode":"responses","input_cost_per_token":0,"output_cost_per_token":0}})";
    const Result<PriceTable> table = PriceTable::importLiteLlm(json);
    QVERIFY(table);
    QCOMPARE(QStringList(table->entries().keys()).join(u','), QStringLiteral("a,b,e"));
    QCOMPARE(table->find(QStringLiteral("a"))->inputNanoDollarsPerMillion, 1'250'000'000);
    QCOMPARE(table->find(QStringLiteral("a"))->cachedInputNanoDollarsPerMillion, 125'000'000);
    QCOMPARE(table->find(QStringLiteral("b"))->outputNanoDollarsPerMillion, 600'000'000);
    QVERIFY(!PriceTable::importLiteLlm("[]"));
    QVERIFY(!PriceTable::importLiteLlm("{}"));
}

void KeysAndPricesTest::addresses_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<bool>("anthropic");
    QTest::addColumn<QString>("calls");
    QTest::addColumn<QString>("models");
    QTest::addColumn<QString>("properties");
    const auto row = [](const char* base, bool anthropic, const char* calls, const char* models,
                        const char* properties) {
        QTest::newRow(base) << QString::fromLatin1(base) << anthropic << QString::fromLatin1(calls)
                            << QString::fromLatin1(models) << QString::fromLatin1(properties);
    };
    row("https://api.openai.com/v1", false, "https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1/models", "https://api.openai.com/props");
    row("https://api.openai.com/v1/", false, "https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1/models", "https://api.openai.com/props");
    row("http://localhost:8000", false, "http://localhost:8000/v1/chat/completions",
        "http://localhost:8000/v1/models", "http://localhost:8000/props");
    row("https://h/openai/v1/chat/completions", false, "https://h/openai/v1/chat/completions",
        "https://h/openai/v1/models", "https://h/openai/props");
    row("https://h/v1beta/openai", false, "https://h/v1beta/openai/chat/completions",
        "https://h/v1beta/openai/models", "https://h/v1beta/openai/props");
    row("https://h/d/x/chat/completions?api-version=2024-10-21", false,
        "https://h/d/x/chat/completions?api-version=2024-10-21",
        "https://h/d/x/models?api-version=2024-10-21", "https://h/d/x/props");
    row("https://api.anthropic.com", true, "https://api.anthropic.com/v1/messages",
        "https://api.anthropic.com/v1/models", "https://api.anthropic.com/props");
    row("https://api.anthropic.com/v1/messages", true, "https://api.anthropic.com/v1/messages",
        "https://api.anthropic.com/v1/models", "https://api.anthropic.com/props");
    for (const char* bad :
         {"", "localhost:8000", "ftp://h/v1", "https://", "https://user:secretword@h/v1", "not a url"})
        row(bad, false, "", "", "");
}

void KeysAndPricesTest::addresses()
{
    QFETCH(bool, anthropic);
    QFETCH(QString, calls);
    Connection connection;
    connection.baseUrl = QString::fromLatin1(QTest::currentDataTag());
    if (anthropic)
        connection.wire = WireFormat::AnthropicMessages;
    const Result<Address> address = Address::of(connection);
    QCOMPARE(address.has_value(), !calls.isEmpty());
    if (!address) {
        QVERIFY(!sentence(address.error()).contains(QLatin1String("secretword")));
        return;
    }
    QCOMPARE(address->calls.toString(), calls);
    QTEST(address->models.toString(), "models");
    QTEST(address->properties.toString(), "properties");
    QCOMPARE(address->isThisMachine, calls.contains(QLatin1String("localhost")));
}

void KeysAndPricesTest::otherMachinesAreNamed_data()
{
    QTest::addColumn<QString>("host");
    const auto row = [](const char* url, const char* host) { QTest::newRow(url) << QString::fromLatin1(host); };
    row("http://127.0.0.1:8080/v1", "");
    row("http://127.8.8.8/v1", "");
    row("http://[::1]:8080/v1", "");
    row("http://LocalHost:8000", "");
    row("https://api.openai.com/v1", "api.openai.com");
    row("https://127.example.org/v1", "127.example.org");
    row("http://10.0.0.7:8000/v1", "10.0.0.7");
}

void KeysAndPricesTest::otherMachinesAreNamed()
{
    Connection connection;
    connection.baseUrl = QString::fromLatin1(QTest::currentDataTag());
    QTEST(otherHost(connection), "host");
    connection.preset = QStringLiteral("local");
    QCOMPARE(otherHost(connection), QString());
}

void KeysAndPricesTest::presetsAreUsable()
{
    QStringList names;
    for (const ProviderPreset& preset : providerPresets()) {
        names << preset.name;
        QVERIFY(!preset.title.isEmpty());
        QVERIFY(!preset.outputLimitField.isEmpty() && !preset.keyHeader.isEmpty());
        QVERIFY(Keys::check(preset.filledIn.keySource));
        if (preset.name != QLatin1String("custom"))
            QVERIFY2(Address::of(preset.filledIn), qPrintable(preset.name));
    }
    for (const char* name :
         {"openai", "azure", "openrouter", "gemini", "mistral", "groq", "deepseek", "together", "ollama",
          "llama-server", "vllm", "sglang", "lm-studio", "litellm", "anthropic", "custom"})
        QVERIFY2(names.removeOne(QString::fromLatin1(name)), name);
    QVERIFY(names.isEmpty());
    QCOMPARE(providerPreset(QStringLiteral("local")).name, QStringLiteral("llama-server"));
    QCOMPARE(providerPreset(QStringLiteral("unheard of")).name, QStringLiteral("custom"));
    QCOMPARE(providerPreset(QStringLiteral("anthropic")).filledIn.wire, WireFormat::AnthropicMessages);
}

void KeysAndPricesTest::endpointsAreToldApart()
{
    const Connection one;
    const auto differs = [&one](auto change) {
        Connection other = one;
        change(other);
        return endpointId(other) != endpointId(one);
    };
    QVERIFY(differs([](Connection& c) { c.model = QStringLiteral("m"); }));
    QVERIFY(differs([](Connection& c) { c.baseUrl = QStringLiteral("https://h"); }));
    QVERIFY(differs([](Connection& c) { c.keySource = QStringLiteral("env:B"); }));
    QVERIFY(differs([](Connection& c) { c.insecureTls = true; }));
    QVERIFY(differs([](Connection& c) { c.caFile = QStringLiteral("/ca"); }));
    QVERIFY(differs([](Connection& c) { c.headers.insert(QStringLiteral("a"), QStringLiteral("b")); }));
    QVERIFY(!differs([](Connection& c) { c.name = QStringLiteral("n"); }));
    QVERIFY(!differs([](Connection& c) { c.width = 5; }));
}

QTEST_GUILESS_MAIN(KeysAndPricesTest)
#include "KeysAndPricesTest.moc"
