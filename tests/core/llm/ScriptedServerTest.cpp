#include "tests/support/ScriptedAnswers.h"
#include "tests/support/ScriptedExchange.h"
#include "tests/support/ScriptedModelServer.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace metaspo;

namespace {

QString questionText(int number)
{
    return QStringLiteral("Question %1 [[answer=B]]").arg(number);
}

double shareRight(const ScriptedAnswers& answers, const QString& system, const QString& around, int questions)
{
    int right = 0;
    for (int i = 0; i < questions; ++i)
        right += answers.isRight(system, around + u'\n' + questionText(i)).value() ? 1 : 0;
    return double(right) / questions;
}

QByteArray post(quint16 port, const QByteArray& body)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!socket.waitForConnected(60'000))
        return {};
    socket.write("POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                 QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray reply;
    while (socket.waitForReadyRead(60'000)) {
        reply += socket.readAll();
        const qsizetype end = reply.indexOf("\r\n\r\n");
        const QRegularExpression length(QStringLiteral("Content-Length: (\\d+)"));
        if (end >= 0 &&
            reply.size() >= end + 4 + length.match(QString::fromLatin1(reply)).captured(1).toInt())
            return reply.mid(end + 4);
    }
    return {};
}

} // namespace

/// What all other tests lean on: that the scripted model is as good as it is told to be, always the same, and
/// takes the optimizer's roles.
class ScriptedServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accuracySpreadAndAgreement();
    void answersAreReadable();
    void tableOfAnswers();
    void optimizerRoles();
    void requestsInPieces();
    void scriptsFromJson();
    void programServesAndLogs();
};

void ScriptedServerTest::accuracySpreadAndAgreement()
{
    ServerScript script;
    script.accuracy = 0.6;
    script.systemSpread = 0;
    script.userSpread = 0;
    script.agreement = 0.8;
    const ScriptedAnswers even(script);
    constexpr int questions = 4000;
    const double right = shareRight(even, QStringLiteral("s1"), QStringLiteral("u"), questions);
    QVERIFY2(std::abs(right - 0.6) < 0.03, qPrintable(QString::number(right)));
    int same = 0;
    for (int i = 0; i < questions; ++i) {
        const QString user = questionText(i);
        same += even.isRight(QStringLiteral("s1"), user) == even.isRight(QStringLiteral("s2"), user) ? 1 : 0;
    }
    // Shared luck agrees always, own luck with chance .6² + .4².
    QVERIFY2(std::abs(double(same) / questions - (0.8 + 0.2 * 0.52)) < 0.03,
             qPrintable(QString::number(same)));

    script.systemSpread = 0.1;
    const ScriptedAnswers uneven(script);
    double sum = 0;
    double squares = 0;
    constexpr int prompts = 200;
    for (int i = 0; i < prompts; ++i) {
        const double share = shareRight(uneven, QStringLiteral("system %1").arg(i), QStringLiteral("u"), 500);
        sum += share;
        squares += share * share;
    }
    const double deviation = std::sqrt(squares / prompts - (sum / prompts) * (sum / prompts));
    QVERIFY2(deviation > 0.07 && deviation < 0.13, qPrintable(QString::number(deviation)));
}

void ScriptedServerTest::answersAreReadable()
{
    ServerScript script;
    script.unreadable = 0.25;
    const ScriptedAnswers answers(script);
    const QRegularExpression tag(QStringLiteral("<answer>(.*)</answer>"));
    int unreadable = 0;
    for (int i = 0; i < 1000; ++i) {
        ScriptedQuestion question;
        question.user = QStringLiteral("Q%1 [[answer=yes|no]]\nSay <answer></answer>").arg(i);
        const ScriptedAnswer answer = answers.answer(question);
        QCOMPARE(answer.role, QStringLiteral("base"));
        const QRegularExpressionMatch match = tag.match(answer.text);
        unreadable += match.hasMatch() ? 0 : 1;
        if (match.hasMatch()) {
            const bool right = answers.isRight({}, question.user).value();
            QCOMPARE(match.captured(1), right ? QStringLiteral("yes") : QStringLiteral("no"));
        }
        QCOMPARE(answers.answer(question).text, answer.text);
    }
    QVERIFY2(std::abs(unreadable - 250) < 50, qPrintable(QString::number(unreadable)));
}

void ScriptedServerTest::tableOfAnswers()
{
    ServerScript script;
    script.accuracy = 1;
    script.answers.insert(QStringLiteral("How many?\nTwo and two."), {QStringLiteral("4"), {}});
    const ScriptedAnswers answers(script);
    QVERIFY(answers.isRight({}, QStringLiteral("Think.\nHow many?\nTwo and two.\nAnswer.")).has_value());
    QVERIFY(answers.isRight({}, QStringLiteral("Question: How many?\nTwo and two.")).has_value());
    QVERIFY(!answers.isRight({}, QStringLiteral("How many?\nThree.")).has_value());
}

void ScriptedServerTest::optimizerRoles()
{
    const ScriptedAnswers answers{ServerScript{}};
    const auto ask = [&](const QString& end, const QString& schemaField = {}) {
        ScriptedQuestion question;
        question.user = QStringLiteral("Present:\n<user_prompt>\nThink well.\n{question}\nUse "
                                       "<answer></answer>.\n</user_prompt>\n") +
                        QStringLiteral("filler ").repeated(60) + end;
        question.schemaField = schemaField;
        return answers.answer(question);
    };
    QCOMPARE(ask(QStringLiteral("Begin with <analysis> and end with </analysis>.")).role,
             QStringLiteral("analysis"));
    const ScriptedAnswer system = ask(QStringLiteral("Write <system_prompt>…</system_prompt>"));
    QCOMPARE(system.role, QStringLiteral("system_prompt"));
    QVERIFY(!system.text.contains(QLatin1String("{question}")));
    QVERIFY(system.text.startsWith(QLatin1String("<system_prompt>")) &&
            system.text.endsWith(QLatin1String("</system_prompt>")));
    const ScriptedAnswer user =
        ask(QStringLiteral("Your reply begins with \"<user_prompt>\" and ends with \"</user_prompt>\"."));
    QCOMPARE(user.role, QStringLiteral("user_prompt"));
    QCOMPARE(user.text.count(QStringLiteral("{question}")), 1);
    QVERIFY(user.text.contains(QLatin1String("Use <answer></answer>.")));
    QVERIFY(user.text.contains(QLatin1String("Think well.")));
    QVERIFY(ask(QStringLiteral("a <user_prompt>")).text != ask(QStringLiteral("b <user_prompt>")).text);
    const QJsonObject schema =
        QJsonDocument::fromJson(ask({}, QStringLiteral("system_prompt")).text.toUtf8()).object();
    QVERIFY(schema.value(QLatin1String("system_prompt")).toString().size() > 20);
}

void ScriptedServerTest::requestsInPieces()
{
    const QByteArray body =
        R"({"model":"m","messages":[{"role":"system","content":"S"},{"role":"user","content":"U"}]})";
    const QByteArray whole =
        "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: " + QByteArray::number(body.size()) +
        "\r\nAuthorization: Bearer K\r\n\r\n" + body;
    QByteArray buffer;
    for (qsizetype i = 0; i + 1 < whole.size(); ++i) {
        buffer += whole.at(i);
        QVERIFY(!takeRequest(buffer).has_value());
    }
    buffer += whole.right(1) + "GET ";
    const std::optional<ScriptedRequest> request = takeRequest(buffer);
    QVERIFY(request.has_value());
    QCOMPARE(buffer, QByteArray("GET "));
    QCOMPARE(request->question.system, QStringLiteral("S"));
    QCOMPARE(request->question.user, QStringLiteral("U"));
    QCOMPARE(request->key, QByteArray("K"));
    QCOMPARE(request->body, body);
}

void ScriptedServerTest::scriptsFromJson()
{
    const Result<ServerScript> script = ServerScript::fromJson(
        R"({"accuracy":0.7,"slotCount":4,"models":["a","b"],"answers":[{"question":"q","right":"1","wrong":["2"]}],
            "faults":[{"fault":"status","argument":503,"from":2,"count":3,"chance":0.5}]})");
    QVERIFY2(script, script ? "" : qPrintable(sentence(script.error())));
    QCOMPARE(script->accuracy, 0.7);
    QCOMPARE(script->slotCount, 4);
    QCOMPARE(script->models.size(), 2);
    QCOMPARE(script->answers.value(QStringLiteral("q")).wrong, QStringList{QStringLiteral("2")});
    QCOMPARE(script->faults.first().argument, QStringLiteral("503"));
    QCOMPARE(script->faults.first().count, 3);
    QVERIFY(!ServerScript::fromJson(R"({"acuracy":1})"));
    QVERIFY(!ServerScript::fromJson(R"({"faults":[{"fault":"unheard of"}]})"));
    QVERIFY(!ServerScript::fromJson("nothing"));
}

void ScriptedServerTest::programServesAndLogs()
{
    QTemporaryDir folder;
    QFile script(folder.filePath(QStringLiteral("script.json")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(R"({"models":["m"],"faults":[{"fault":"status","argument":500,"from":2,"count":1}]})");
    script.close();
    const QString log = folder.filePath(QStringLiteral("log.jsonl"));
    QProcess program;
    program.start(QStringLiteral(SCRIPTED_SERVER_PROGRAM),
                  {QStringLiteral("--script"), script.fileName(), QStringLiteral("--log"), log,
                   QStringLiteral("--while-input")});
    QVERIFY(program.waitForReadyRead(60'000));
    const auto port = static_cast<quint16>(program.readLine().trimmed().toUInt());
    QVERIFY(port > 0);
    const QByteArray body = R"({"model":"m","messages":[{"role":"user","content":"Q [[answer=B]]"}]})";
    QVERIFY(post(port, body).contains("choices"));
    QVERIFY(post(port, body).contains("error"));
    program.closeWriteChannel();
    QVERIFY(program.waitForFinished(60'000));

    QFile lines(log);
    QVERIFY(lines.open(QIODevice::ReadOnly));
    const QJsonObject first = QJsonDocument::fromJson(lines.readLine()).object();
    const QJsonObject second = QJsonDocument::fromJson(lines.readLine()).object();
    QVERIFY(lines.atEnd());
    QCOMPARE(first.value(QLatin1String("status")).toInt(), 200);
    QCOMPARE(second.value(QLatin1String("status")).toInt(), 500);
    QCOMPARE(first.value(QLatin1String("digest")), second.value(QLatin1String("digest")));
    QCOMPARE(second.value(QLatin1String("occurrence")).toInt(), 1);
    QCOMPARE(first.value(QLatin1String("role")).toString(), QStringLiteral("base"));
}

QTEST_GUILESS_MAIN(ScriptedServerTest)
#include "ScriptedServerTest.moc"
