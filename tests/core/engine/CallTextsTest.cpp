#include "core/engine/ExportRequest.h"
#include "core/engine/CallTexts.h"
#include "tests/core/engine/ScriptedProject.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace metaspo;

namespace {

Connection connection()
{
    Connection connection;
    connection.name = QStringLiteral("mini");
    connection.baseUrl = QStringLiteral("https://host.example/v1");
    connection.model = QStringLiteral("m");
    return connection;
}

/// By call, all that a search looks at.
QHash<qint64, QString> textsOf(Project& project, const QList<qint64>& calls)
{
    QHash<qint64, QString> texts;
    for (const qint64 id : calls) {
        const CallDetail detail = waited(project.queries().call(id)).value_or(CallDetail());
        QStringList parts{detail.completion.text, detail.evaluation.value_or(EvaluationRecord()).question};
        // An evaluation's messages are made of its prompts, which are not looked at.
        if (detail.call.role == ModelRole::Optimizer)
            for (const Message& message : detail.messages)
                parts.append(message.text);
        texts.insert(id, parts.join(u'\n'));
    }
    return texts;
}

/// Names of the files in the folder and below that contain the text.
QStringList filesWith(const QByteArray& text, const QString& folder)
{
    QStringList names;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(text))
            names.append(files.fileName());
    }
    return names;
}

} // namespace

/// A call for people: found among many, as JSON, and as a command that has no key in it.
class CallTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void curlNamesTheKey_data();
    void curlNamesTheKey();
    void curlIsOneShellWordAfterAnother();
    void theKeyIsNeverTold();
    void jsonHoldsWhatIsStored();
    void placesAreReadFromKeys_data();
    void placesAreReadFromKeys();
    void searchesFindTheSameInAnyParts_data();
    void searchesFindTheSameInAnyParts();
    void openCallsAreTold();
};

void CallTextsTest::curlNamesTheKey_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QString>("keySource");
    QTest::addColumn<WireFormat>("wire");
    QTest::addColumn<QString>("header");
    const auto openAi = WireFormat::OpenAiChat;
    QTest::newRow("variable") << "openai" << "env:MY_KEY" << openAi << "-H \"Authorization: Bearer $MY_KEY\"";
    QTest::newRow("keychain") << "openai"
                              << "keychain:mini" << openAi << "-H \"Authorization: Bearer $OPENAI_API_KEY\"";
    QTest::newRow("file") << "custom" << "file:/home/me/key" << openAi << "-H \"Authorization: Bearer $API_KEY\"";
    QTest::newRow("no variable") << "custom"
                                 << "env:A\";rm -rf ~\"" << openAi << "-H \"Authorization: Bearer $API_KEY\"";
    QTest::newRow("anthropic") << "anthropic"
                               << "env:CLAUDE" << WireFormat::AnthropicMessages << "-H \"x-api-key: $CLAUDE\"";
    QTest::newRow("none") << "ollama" << "" << openAi << "";
}

void CallTextsTest::curlNamesTheKey()
{
    QFETCH(QString, preset);
    QFETCH(QString, keySource);
    QFETCH(WireFormat, wire);
    QFETCH(QString, header);
    Connection used = connection();
    used.preset = preset;
    used.keySource = keySource;
    used.wire = wire;
    const auto command = curlCommand(used, "{}");
    QVERIFY2(command.has_value(), command ? "" : qPrintable(sentence(command.error())));
    if (header.isEmpty())
        QVERIFY2(!command->contains(QLatin1Char('$')), qPrintable(*command));
    else
        QVERIFY2(command->contains(header), qPrintable(*command));
    QVERIFY2(!command->contains(QLatin1String("rm -rf")) && !command->contains(QLatin1String("/home/me")),
             qPrintable(*command));
}

void CallTextsTest::curlIsOneShellWordAfterAnother()
{
    Connection used = connection();
    used.headers = {{QStringLiteral("X-Team"), QStringLiteral("secret-team")},
                    {QStringLiteral("Bad\"Name"), QStringLiteral("v")}};
    used.insecureTls = true;
    const auto command = curlCommand(used, "{\"text\": \"it's $HOME\"}");
    QVERIFY(command.has_value());
    QCOMPARE(*command, QStringLiteral("curl 'https://host.example/v1/chat/completions' \\\n"
                                      "  -H 'Content-Type: application/json' \\\n"
                                      "  -H \"X-Team: $X_TEAM\" \\\n"
                                      "  --insecure \\\n"
                                      "  --data-raw '{\"text\": \"it'\\''s $HOME\"}'"));
    used.baseUrl = QStringLiteral("nowhere");
    QVERIFY(!curlCommand(used, "{}").has_value());
}

// The whole way: a server that wants the key repeats it where it refuses a call, and the run fails over that. Not even
// the project's file has the key; that it had to be taken out shows in its place.
void CallTextsTest::theKeyIsNeverTold()
{
    const QByteArray key = "very-secret-0123456789"; // looks like no usual key, so only who knows it can take it out
    qputenv("METASPO_TEST_KEY", key);
    ServerScript script = ScriptedProject::usualScript();
    script.key = QString::fromLatin1(key);
    script.faults = {{Fault::EchoKey, {}, 20, 1, 1}};
    ScriptedProject scripted(script, QStringLiteral("Signs"));
    Connection used = *scripted.workspace->connections().find(QStringLiteral("scripted"));
    used.keySource = QStringLiteral("env:METASPO_TEST_KEY");
    QVERIFY(scripted.workspace->connections().save(used).has_value());
    RunSession* session = scripted.started(ScriptedProject::request(Scope::Global));
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(scripted.ended(session), RunState::Failed);
    const QString reason = scripted.overview(run).record.stateReason;
    QVERIFY2(reason.contains(QLatin1String("[key]")), qPrintable(reason));

    const auto all = waited(scripted.project->queries().callIds({run, {}, {}, {}}));
    const auto refused = waited(scripted.project->queries().callIds({run, {}, CallState::Failed, {}}));
    QVERIFY(all.has_value() && refused.has_value() && !refused->isEmpty());
    bool isTakenOut = false;
    for (const qint64 id : QList<qint64>{all->first()} + *refused) {
        const auto command = waited(scripted.project->curlCommand(id));
        QVERIFY2(command.has_value(), command ? "" : qPrintable(sentence(command.error())));
        QVERIFY2(command->contains(QLatin1String("Bearer $METASPO_TEST_KEY")), qPrintable(*command));
        QVERIFY(command->contains(QLatin1String("\"model\"")));
        QVERIFY(!command->contains(QString::fromLatin1(key)));
        const auto detail = waited(scripted.project->queries().call(id));
        QVERIFY(detail.has_value());
        QVERIFY2(!callJson(*detail).contains(key), callJson(*detail));
        isTakenOut = isTakenOut || callJson(*detail).contains("provided: [key] (header");
    }
    QVERIFY(isTakenOut);
    QVERIFY(!waited(scripted.project->curlCommand(all->last() + 1)).has_value());
    const QString folder = scripted.path() + QStringLiteral(".csv");
    QVERIFY(waited(scripted.project->exportRun(run, ExportRequest{folder})).has_value());
    QVERIFY(!filesWith("0/start", folder).isEmpty());
    // Last: to close a file ends the locks that this program has on it.
    QCOMPARE(filesWith(key, QFileInfo(scripted.path()).path()), QStringList());
    qunsetenv("METASPO_TEST_KEY");
}

void CallTextsTest::jsonHoldsWhatIsStored()
{
    CallDetail detail;
    detail.call.call = 42;
    detail.call.step = QStringLiteral("1/outer/1 rewrite-system-prompt");
    detail.call.state = CallState::Ok;
    detail.call.costNanoDollars = 1234;
    detail.messages = {{MessageRole::User, QStringLiteral("<b>\u202e \"quoted\"")}};
    detail.completion.text = QStringLiteral("line\nline");
    detail.completion.usage.input = 12;
    detail.failedAttempts = {{1, QStringLiteral("rate_limited"), 429, QStringLiteral("slow down"), false, 1, 2}};
    const QJsonObject read = QJsonDocument::fromJson(callJson(detail)).object();
    QCOMPARE(read.value(QStringLiteral("call_id")).toInt(), 42);
    QCOMPARE(read.value(QStringLiteral("messages"))[0][QStringLiteral("content")].toString(),
             detail.messages.first().text);
    QCOMPARE(read.value(QStringLiteral("response"))[QStringLiteral("text")].toString(), detail.completion.text);
    QVERIFY(read.value(QStringLiteral("response"))[QStringLiteral("output_tokens")].isNull()); // not reported
    QCOMPARE(read.value(QStringLiteral("failed_attempts"))[0][QStringLiteral("http_status")].toInt(), 429);
    detail.call.state = CallState::Sent;
    QVERIFY(!QJsonDocument::fromJson(callJson(detail)).object().contains(QStringLiteral("response")));
}

void CallTextsTest::placesAreReadFromKeys_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("candidate");
    QTest::addColumn<QString>("task");
    QTest::addColumn<int>("example");
    QTest::addColumn<QString>("deed");
    QTest::newRow("outer") << "2/outer 2/outer/4 1/inner/anatomy/2 anatomy#17" << "2/outer/4" << "anatomy" << 17 << "";
    QTest::newRow("inner") << "2/inner 0/start 2/inner/anatomy/2 anatomy#0"
                           << "2/inner/anatomy/2"
                           << "anatomy" << 0 << "";
    QTest::newRow("repeat") << "0/start 0/start 0/start/a a#3.1" << "0/start" << "a" << 3 << "";
    QTest::newRow("blank and hash") << "1/inner 0/start 1/inner/my task/1 my%20task#b#5"
                                    << "1/inner/my task/1"
                                    << "my task#b" << 5 << "";
    QTest::newRow("optimizer") << "2/outer/4 rewrite-system-prompt.2"
                               << "2/outer/4"
                               << "" << -1 << "rewrite-system-prompt.2";
    QTest::newRow("nonsense") << "what is this" << "" << "" << -1 << "";
}

void CallTextsTest::placesAreReadFromKeys()
{
    QFETCH(QString, key);
    QFETCH(QString, candidate);
    QFETCH(QString, task);
    QFETCH(int, example);
    QFETCH(QString, deed);
    const auto place = callPlace(key);
    QCOMPARE(place.has_value(), !candidate.isEmpty());
    if (!place)
        return;
    QCOMPARE(text(place->candidate), candidate);
    QCOMPARE(place->task, task);
    QCOMPARE(place->example, example);
    QCOMPARE(place->deed, deed);
}

void CallTextsTest::searchesFindTheSameInAnyParts_data()
{
    QTest::addColumn<int>("part");
    for (const int part : {1, 7, 100, 100'000})
        QTest::newRow(qPrintable(QString::number(part))) << part;
}

void CallTextsTest::searchesFindTheSameInAnyParts()
{
    QFETCH(int, part);
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunSession* session = scripted.started(ScriptedProject::request(Scope::Global));
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(scripted.ended(session), RunState::Finished);
    const auto all = waited(scripted.project->queries().callIds({run, {}, {}, {}}));
    const auto records = waited(scripted.project->queries().calls(*all));
    QVERIFY(records.has_value());
    const auto expected = [&](const std::function<bool(const CallRecord&)>& matches) {
        QList<qint64> ids;
        for (const CallRecord& record : *records)
            if (matches(record))
                ids.append(record.call);
        return ids;
    };
    const auto found = [&](const CallSearch& search) {
        QList<qint64> ids;
        qint64 from = 0;
        for (;;) {
            const auto page = waited(scripted.project->queries().callPage(search, from, part));
            if (!page)
                return QList<qint64>{-1};
            ids += page->ids;
            if (page->isEnd)
                return ids;
            from = page->last + 1;
        }
    };
    CallSearch search;
    search.filter.run = run;
    QCOMPARE(found(search), *all);
    search.filter.role = ModelRole::Optimizer;
    QCOMPARE(found(search), expected([](const CallRecord& record) { return record.role == ModelRole::Optimizer; }));
    search.filter.role.reset();
    search.place = QStringLiteral("1/outer/1 ");
    const QList<qint64> ofCandidate = found(search);
    QVERIFY(ofCandidate.size() > 10);
    QCOMPARE(ofCandidate, expected([](const CallRecord& record) {
                 return record.step.split(QLatin1Char(' ')).contains(QLatin1String("1/outer/1"));
             }));
    search.place = QStringLiteral("1/inn");
    const QList<qint64> ofLoop = expected([](const CallRecord& record) {
        return (u' ' + record.step).contains(QLatin1String(" 1/inn"));
    });
    QCOMPARE(found(search), ofLoop);
    const QHash<qint64, QString> texts = textsOf(*scripted.project, ofLoop);
    QVERIFY(texts.size() > 10);
    const auto withWords = [&](const QString& words) {
        return expected([&](const CallRecord& record) {
            return texts.value(record.call).contains(words, Qt::CaseInsensitive);
        });
    };
    // In a question, in any case; in a message to the optimizer; in a response; and what would be found everywhere if it
    // were a pattern.
    const QStringList findable{QStringLiteral("ITEM 3 OF"), QStringLiteral("Choose a letter"), QStringLiteral("r>A</")};
    const QStringList patterns{QStringLiteral("item_3"), QStringLiteral("item%of"), QStringLiteral("r>_</")};
    for (const QString& words : findable + patterns) {
        search.contains = words;
        QCOMPARE(found(search), withWords(words));
        QCOMPARE(withWords(words).isEmpty(), patterns.contains(words));
    }
}

void CallTextsTest::openCallsAreTold()
{
    ServerScript script = ScriptedProject::usualScript();
    script.latencyMilliseconds = 400;
    ScriptedProject scripted(script, QStringLiteral("Signs"));
    RunSession* session = scripted.started(ScriptedProject::request(Scope::Global));
    QVERIFY(session);
    CallSearch search;
    search.filter.run = session->run();
    const auto page = [&] { return waited(scripted.project->queries().callPage(search, 0, 100)).value_or(CallPage()); };
    QTRY_VERIFY_WITH_TIMEOUT(page().firstOpen > 0, scripted.patience);
    search.filter.state = CallState::Sent;
    const CallPage out = page();
    QVERIFY(!out.ids.isEmpty());
    QVERIFY(out.firstOpen <= out.ids.first());
    session->stop(RunSession::StopMode::FinishInFlight);
    QCOMPARE(scripted.ended(session), RunState::Stopped);
    QCOMPARE(page().firstOpen, 0);
}

QTEST_GUILESS_MAIN(CallTextsTest)
#include "CallTextsTest.moc"
