#include "core/engine/Connections.h"
#include "core/llm/Pricing.h"
#include "tests/support/FileContent.h"

#include <QFileInfo>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace metaspo;

namespace {

Connection exampleConnection(const QString& name)
{
    Connection connection;
    connection.name = name;
    connection.preset = QStringLiteral("openai");
    connection.baseUrl = QStringLiteral("https://api.example.org/v1");
    connection.model = QStringLiteral("gpt-small: \"quoted\" # hash");
    connection.keySource = QStringLiteral("env:EXAMPLE_KEY");
    return connection;
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class ConnectionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void localModelComesFirst();
    void everyFieldSurvives();
    void savingAgainReplaces();
    void fileIsPrivate();
    void refused_data();
    void refused();
    void keysAreNeverWritten();
    void brokenFileIsNamedAndKept_data();
    void brokenFileIsNamedAndKept();
    void twoProgramsAddToOneFile();
    void removing();
    void presetsHaveNames();
    void prices();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void ConnectionsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_file = m_folder->filePath(QStringLiteral("metaspo/connections.yaml"));
}

void ConnectionsTest::localModelComesFirst()
{
    Connections connections(m_file);
    QVERIFY(connections.save(exampleConnection(QStringLiteral("a"))));
    const Result<QList<Connection>> list = connections.list();
    QVERIFY(list);
    QCOMPARE(list->size(), 2);
    QCOMPARE(list->front().name, Connections::localModelName());
    QVERIFY(!list->front().id.isEmpty());
    QCOMPARE(*connections.find({}), list->front());
    QCOMPARE(*connections.find(Connections::localModelName()), list->front());
}

void ConnectionsTest::everyFieldSurvives()
{
    Connection connection = exampleConnection(QStringLiteral("all"));
    connection.wire = WireFormat::AnthropicMessages;
    connection.width = 7;
    connection.timeoutSeconds = 31;
    connection.systemRole = false;
    connection.price = Price{150'000'000, 75'000'001, 600'000'000};
    connection.caFile = QStringLiteral("/etc/ca.pem");
    connection.insecureTls = true;
    connection.headers = {{QStringLiteral("X-Team"), QStringLiteral("a: b\n\"c\"")}};
    connection.parameters = {{QStringLiteral("top_p"), QStringLiteral("0.5")},
                             {QStringLiteral("stop"), QStringLiteral("[\"\\n\"]")}};
    const Result<Connection> saved = Connections(m_file).save(connection);
    QVERIFY2(saved, qPrintable(saved ? QString() : sentence(saved.error())));
    connection.id = saved->id;
    QVERIFY(!connection.id.isEmpty());
    QCOMPARE(*saved, connection);
    QCOMPARE(*Connections(m_file).find(QStringLiteral("all")), connection);
    QCOMPARE(*Connections(m_file).find(connection.id), connection);
}

void ConnectionsTest::savingAgainReplaces()
{
    Connections connections(m_file);
    Connection first = *connections.save(exampleConnection(QStringLiteral("a")));
    QVERIFY(connections.save(exampleConnection(QStringLiteral("b"))));
    first.name = QStringLiteral("renamed");
    first.model = QStringLiteral("another");
    QVERIFY(connections.save(first));
    QCOMPARE(connections.list()->size(), 3);
    QCOMPARE(*connections.find(QStringLiteral("renamed")), first);
    QVERIFY(!connections.find(QStringLiteral("a")));
}

void ConnectionsTest::fileIsPrivate()
{
    Connections connections(m_file);
    QVERIFY(connections.save(exampleConnection(QStringLiteral("a"))));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFileInfo(m_file).permissions() & others));
    QVERIFY(connections.save(exampleConnection(QStringLiteral("b"))));
    QVERIFY(!(QFileInfo(m_file).permissions() & others));
}

void ConnectionsTest::refused_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("named");
    QTest::newRow("the local model's name") << "name" << "local" << "local";
    QTest::newRow("no name") << "name" << "" << "name";
    QTest::newRow("a name with spaces") << "name" << "my server" << "my server";
    QTest::newRow("a taken name") << "name" << "taken" << "taken";
    QTest::newRow("no model") << "model" << " " << "model";
    QTest::newRow("no address") << "baseUrl" << "" << "address";
    QTest::newRow("an address of another kind") << "baseUrl" << "ftp://host/v1" << "address";
    QTest::newRow("a password in the address") << "baseUrl" << "https://me:secret@host/v1" << "address";
    QTest::newRow("no key source") << "key" << "vault:x" << "env:";
    QTest::newRow("a key in a header") << "header" << "Authorization" << "Authorization";
    QTest::newRow("a price beyond all measure") << "price" << "9001" << "price";
    QTest::newRow("a parameter that is no JSON") << "parameter" << "0,5" << "JSON";
}

void ConnectionsTest::refused()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, named);
    Connections connections(m_file);
    QVERIFY(connections.save(exampleConnection(QStringLiteral("taken"))));
    const QByteArray before = contentOf(m_file);

    Connection connection = exampleConnection(QStringLiteral("new"));
    if (field == QLatin1String("name"))
        connection.name = value;
    else if (field == QLatin1String("model"))
        connection.model = value;
    else if (field == QLatin1String("baseUrl"))
        connection.baseUrl = value;
    else if (field == QLatin1String("key"))
        connection.keySource = value;
    else if (field == QLatin1String("header"))
        connection.headers.insert(value, QStringLiteral("x"));
    else if (field == QLatin1String("price"))
        connection.price = Price{1, 1, value.toLongLong() * 1'000'000'000};
    else
        connection.parameters.insert(QStringLiteral("top_p"), value);
    const Result<Connection> saved = connections.save(connection);
    QVERIFY(!saved);
    QVERIFY2(sentence(saved.error()).contains(named), qPrintable(sentence(saved.error())));
    QCOMPARE(contentOf(m_file), before);
}

void ConnectionsTest::keysAreNeverWritten()
{
    const QByteArray canary = "sk-canary-0123456789abcdefABCDEF";
    qputenv("EXAMPLE_KEY", canary);
    Connections connections(m_file);
    QVERIFY(connections.save(exampleConnection(QStringLiteral("a"))));
    QVERIFY(!contentOf(m_file).contains(canary));
    Connection pasted = exampleConnection(QStringLiteral("pasted"));
    pasted.keySource = QString::fromLatin1(canary);
    const Result<Connection> saved = connections.save(pasted);
    QVERIFY(!saved);
    QVERIFY(!sentence(saved.error()).contains(QString::fromLatin1(canary)));
    QVERIFY(!contentOf(m_file).contains(canary));
    qunsetenv("EXAMPLE_KEY");
}

void ConnectionsTest::brokenFileIsNamedAndKept_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<int>("line");
    const QByteArray head = "connections:\n  - name: a\n    id: 1\n";
    QTest::newRow("no YAML") << head + "    model: [\n" << 5;
    QTest::newRow("no list") << QByteArray("name: a\n") << 1;
    QTest::newRow("unknown field") << head + "    modell: x\n" << 4;
    QTest::newRow("no number") << head + "    model: x\n    width: many\n" << 5;
    QTest::newRow("no truth") << head + "    insecure_tls: perhaps\n" << 4;
    QTest::newRow("no price") << head + "    price: {input: cheap}\n" << 4;
    QTest::newRow("unknown format") << head + "    wire: telegraph\n" << 4;
    QTest::newRow("twice") << head + "  - name: a\n    id: 2\n" << 4;
    QTest::newRow("no id") << QByteArray("connections:\n  - name: a\n") << 2;
    QTest::newRow("a list where a text belongs") << head + "    model: [x]\n" << 4;
}

void ConnectionsTest::brokenFileIsNamedAndKept()
{
    QFETCH(QByteArray, yaml);
    QFETCH(int, line);
    m_file = m_folder->filePath(QStringLiteral("connections.yaml"));
    write(m_file, yaml);
    Connections connections(m_file);
    const Result<QList<Connection>> list = connections.list();
    QVERIFY(!list);
    QCOMPARE(list.error().kind, ErrorKind::BadInput);
    const QString words = sentence(list.error());
    QVERIFY2(words.contains(QStringLiteral("line %1,").arg(line)), qPrintable(words));
    QVERIFY2(words.contains(m_file), qPrintable(words));
    QVERIFY(!connections.save(exampleConnection(QStringLiteral("new"))));
    QVERIFY(!connections.remove(QStringLiteral("a")));
    QCOMPARE(contentOf(m_file), yaml);
}

void ConnectionsTest::twoProgramsAddToOneFile()
{
    Connections one(m_file);
    Connections other(m_file);
    QVERIFY(one.save(exampleConnection(QStringLiteral("a"))));
    QVERIFY(other.save(exampleConnection(QStringLiteral("b"))));
    QVERIFY(one.save(exampleConnection(QStringLiteral("c"))));
    QCOMPARE(one.list()->size(), 4);
    QCOMPARE(*one.list(), *other.list());
}

void ConnectionsTest::removing()
{
    Connections connections(m_file);
    QVERIFY(connections.save(exampleConnection(QStringLiteral("a"))));
    const Result<void> unknown = connections.remove(QStringLiteral("b"));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
    QVERIFY(sentence(unknown.error()).contains(QStringLiteral("local, a")));
    QVERIFY(!connections.remove(Connections::localModelName()));
    QVERIFY(connections.remove(QStringLiteral("a")));
    QCOMPARE(connections.list()->size(), 1);
}

void ConnectionsTest::presetsHaveNames()
{
    QSet<QString> names;
    for (const ConnectionPreset& preset : Connections::presets()) {
        QVERIFY(!preset.title.isEmpty());
        QVERIFY(!names.contains(preset.name));
        names.insert(preset.name);
        QCOMPARE(preset.filledIn.preset, preset.name);
    }
    QVERIFY(names.contains(QStringLiteral("openai")));
    QVERIFY(names.contains(QStringLiteral("custom")));
}

void ConnectionsTest::prices()
{
    Connections connections(m_file);
    QVERIFY(connections.prices());
    QVERIFY(connections.prices()->entries().isEmpty());
    PriceTable first;
    first.set(QStringLiteral("a"), Price{1, 2, 3});
    first.set(QStringLiteral("b"), Price{4, 5, 6});
    QVERIFY(connections.addPrices(first));
    PriceTable second;
    second.set(QStringLiteral("b"), Price{7, 8, 9});
    QVERIFY(connections.addPrices(second));
    QCOMPARE(connections.prices()->find(QStringLiteral("a")), (Price{1, 2, 3}));
    QCOMPARE(connections.prices()->find(QStringLiteral("b")), (Price{7, 8, 9}));

    const QByteArray broken = "a: cheap\n";
    write(connections.pricesFile(), broken);
    const Result<void> refused = connections.addPrices(first);
    QVERIFY(!refused);
    QVERIFY(sentence(refused.error()).contains(connections.pricesFile()));
    QCOMPARE(contentOf(connections.pricesFile()), broken);
}

QTEST_APPLESS_MAIN(ConnectionsTest)
#include "ConnectionsTest.moc"
