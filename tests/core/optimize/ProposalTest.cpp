#include "tests/core/optimize/ScriptedModels.h"

#include "core/optimize/AnswerTag.h"
#include "core/optimize/EvaluationMessages.h"
#include "core/optimize/FailureText.h"
#include "core/optimize/ProposalCheck.h"

#include <QTest>

using namespace metaspo;

/// From an answer of the optimizer model to a text that may be scored, and what the optimizer is shown.
class ProposalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTags_data();
    void readsTags();
    void readsAnalyses_data();
    void readsAnalyses();
    void readsSchema();
    void stripsCodeFences_data();
    void stripsCodeFences();
    void checksProposals_data();
    void checksProposals();
    void ownWordingOfATaskIsNoCopy();
    void fillsTemplatesInOnePass();
    void readsTemplates_data();
    void readsTemplates();
    void shippedTemplatesAreUsable();
    void replacesTheQuestionLiterallyOnce();
    void shortensInTheMiddle();
    void showsFailuresWithinTheLimit();
    void drawsFailuresByKey();
};

void ProposalTest::readsTags_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<FinishReason>("finish");
    QTest::addColumn<QString>("text"); // null: none
    const auto row = [](const char* title, const char* answer, FinishReason finish, const char* text) {
        QTest::newRow(title) << QString::fromUtf8(answer) << finish << (text ? QString::fromUtf8(text) : QString());
    };
    row("a pair", "Sure.\n<t> New </t> Done.", FinishReason::Stop, "New");
    row("the last pair", "<t>draft</t> better: <t>final</t>", FinishReason::Stop, "final");
    row("any case", "<T>New</T>", FinishReason::Stop, "New");
    row("the nearest opening tag", "I use <t> tags. <t>New</t>", FinishReason::Stop, "New");
    row("not closed, normal stop", "<t>New text", FinishReason::Stop, "New text");
    row("not closed, cut off", "<t>New te", FinishReason::Length, nullptr);
    row("cut off after the pair", "<t>New</t> I hope this he", FinishReason::Length, "New");
    row("cut off in a later pair", "<t>draft</t> better: <t>fin", FinishReason::Length, nullptr);
    row("a pair before an open tag", "<t>New</t> with <t>", FinishReason::Stop, "New");
    row("no tag", "Here is a prompt.", FinishReason::Stop, nullptr);
    row("only closed", "New</t>", FinishReason::Stop, nullptr);
    row("nothing", "", FinishReason::Empty, nullptr);
    row("empty pair", "<t>  </t>", FinishReason::Stop, "");
    row("refused", "I cannot", FinishReason::Refusal, nullptr);
    row("closed before opened", "</t><t>New", FinishReason::Stop, "New");
}

void ProposalTest::readsTags()
{
    QFETCH(QString, answer);
    QFETCH(FinishReason, finish);
    QFETCH(QString, text);
    const TaggedText read = readProposal(saying(answer, finish), QStringLiteral("t"), ProposalForm::Tags);
    QCOMPARE(read.text.has_value(), !text.isNull());
    QCOMPARE(read.text.value_or(QString()), text.isNull() ? QString() : text);
    QCOMPARE(read.reason.isEmpty(), !text.isNull()); // a sentence, if and only if there is none
}

void ProposalTest::readsAnalyses_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<FinishReason>("finish");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* title, const char* answer, FinishReason finish, const char* text) {
        QTest::newRow(title) << QString::fromUtf8(answer) << finish << (text ? QString::fromUtf8(text) : QString());
    };
    row("a pair", "Well. <t>Why</t>", FinishReason::Stop, "Why");
    row("without tags", " It is careless. ", FinishReason::Stop, "It is careless.");
    row("cut off", "<t>It is care", FinishReason::Length, "It is care");
    row("nothing", " ", FinishReason::Stop, nullptr);
    row("empty pair", "<t></t>", FinishReason::Stop, nullptr);
    row("refused", "I cannot help", FinishReason::Refusal, nullptr);
    row("withheld", "", FinishReason::ContentFilter, nullptr);
}

void ProposalTest::readsAnalyses()
{
    QFETCH(QString, answer);
    QFETCH(FinishReason, finish);
    QFETCH(QString, text);
    const TaggedText read = readAnalysis(saying(answer, finish), QStringLiteral("t"), ProposalForm::Tags);
    QCOMPARE(read.text.value_or(QString()), text.isNull() ? QString() : text);
    QCOMPARE(read.text.has_value(), !text.isNull());
    QCOMPARE(read.reason.isEmpty(), !text.isNull());
}

void ProposalTest::readsSchema()
{
    const QString tag = QStringLiteral("user_prompt");
    const auto read = [&](const char* answer) {
        return readProposal(saying(QString::fromUtf8(answer)), tag, ProposalForm::Schema).text;
    };
    QCOMPARE(read(R"({"user_prompt": " New {question} "})").value_or(QString()), QStringLiteral("New {question}"));
    QCOMPARE(read("```json\n{\"user_prompt\": \"New\"}\n```").value_or(QString()), QStringLiteral("New"));
    QCOMPARE(read("<user_prompt>New</user_prompt>").value_or(QString()), QStringLiteral("New"));
    QVERIFY(!read(R"({"other": "New"})"));
    QVERIFY(schemaOf(tag).contains(QStringLiteral("\"required\":[\"user_prompt\"]")));
}

void ProposalTest::stripsCodeFences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("stripped");
    QTest::newRow("none") << QStringLiteral(" Plain ") << QStringLiteral("Plain");
    QTest::newRow("fence") << QStringLiteral("```\nIn it\n```") << QStringLiteral("In it");
    QTest::newRow("with a language") << QStringLiteral("```text\nIn it\nall\n```\n") << QStringLiteral("In it\nall");
    QTest::newRow("tildes") << QStringLiteral("~~~\nIn it\n~~~") << QStringLiteral("In it");
    QTest::newRow("fence inside") << QStringLiteral("See\n```\ncode\n```\nend")
        << QStringLiteral("See\n```\ncode\n```\nend");
    QTest::newRow("not closed") << QStringLiteral("```\nIn it") << QStringLiteral("```\nIn it");
}

void ProposalTest::stripsCodeFences()
{
    QFETCH(QString, text);
    QTEST(withoutCodeFence(text), "stripped");
}

namespace {

const QString copied =
    QStringLiteral("the quick brown fox jumps over the lazy dog while nobody at all is looking at it");

Problem problemWithText()
{
    RunSettings settings;
    settings.longestPromptCharacters = 200;
    settings.protectedPassages = {QStringLiteral("Say no more.")};
    Task task = choiceTask(QStringLiteral("task1"), MetricKind::Accuracy, 3, 20, 0, 0);
    task.examples[0].question = QStringLiteral("Did you know that ") + copied + u'?';
    for (Example& example : task.examples)
        example.question +=
            QStringLiteral(" Which of these three statements about the matter is the one that is true after all?");
    return Problem(methodInputFor(settings, {task, choiceTask(QStringLiteral("task2"), MetricKind::Accuracy, 3,
        5, 0, 0)}));
}

} // namespace

void ProposalTest::checksProposals_data()
{
    QTest::addColumn<PromptKind>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("parent");
    QTest::addColumn<QString>("reason"); // part of it; empty: accepted
    const auto row = [](const char* title, PromptKind kind, const QString& text, const QString& parent,
        const char* reason) {
        QTest::newRow(title) << kind << text << parent << QString::fromUtf8(reason);
    };
    const QString plain = QStringLiteral("Old {question}");
    const QString tagged = QStringLiteral("Old {question} <answer></answer>");
    row("a user prompt", PromptKind::User, QStringLiteral("New {question}"), plain, "");
    row("empty", PromptKind::User, QStringLiteral("  "), plain, "empty");
    row("no placeholder", PromptKind::User, QStringLiteral("New"), plain, "has lost {question}");
    row("two placeholders", PromptKind::User, QStringLiteral("{question} or {question}"), plain, "2 times");
    row("answer tag kept", PromptKind::User, QStringLiteral("New {question} in <answer></answer>"), tagged, "");
    row("answer tag lost", PromptKind::User, QStringLiteral("New {question}"), tagged, "answer tag <answer>");
    row("closing tag lost", PromptKind::User, QStringLiteral("New {question} <answer>"), tagged,
        "answer tag </answer>");
    row("protected passage lost", PromptKind::User, QStringLiteral("New {question}"),
        QStringLiteral("Old {question} Say no more."), "Say no more.");
    row("protected passage kept", PromptKind::User, QStringLiteral("New {question} Say no more."),
        QStringLiteral("Old {question} Say no more."), "");
    row("too long", PromptKind::User, QString(200, u'x') + QStringLiteral("{question}"), plain, "limit is 200");
    row("copies an example", PromptKind::User,
        QStringLiteral("Think: The QUICK, brown fox jumps over the lazy dog; while nobody at all is. {question}"),
        plain, "copies a train example of task1");
    row("eleven words are not enough", PromptKind::User,
        QStringLiteral("The quick brown fox jumps over the lazy dog while nobody sleeps {question}"), plain, "");
    row("the parent said it", PromptKind::User, copied + QStringLiteral(" {question}"), copied + u' ' + plain, "");
    row("a system prompt", PromptKind::System, QStringLiteral("You think first."), plain, "");
    row("system with placeholder", PromptKind::System, QStringLiteral("About {question}"), plain, "must not contain");
    row("system copies", PromptKind::System, copied, QString(), "copies a train example of task1");
    row("empty system", PromptKind::System, QString(), QString(), "empty");
}

void ProposalTest::checksProposals()
{
    QFETCH(PromptKind, kind);
    QFETCH(QString, text);
    QFETCH(QString, parent);
    QFETCH(QString, reason);
    const Problem problem = problemWithText();
    const auto refusal = ProposalCheck(problem).refusal(kind, QStringLiteral("task1"), text, parent);
    if (reason.isEmpty())
        QVERIFY2(!refusal, qPrintable(refusal.value_or(QString())));
    else
        QVERIFY2(refusal && refusal->contains(reason), qPrintable(refusal.value_or(QStringLiteral("accepted"))));
}

void ProposalTest::ownWordingOfATaskIsNoCopy()
{
    const Problem problem = problemWithText();
    const ProposalCheck check(problem);
    const QString wording =
        QStringLiteral("which of these three statements about the matter is the one that is true {question}");
    QVERIFY(!check.refusal(PromptKind::User, QStringLiteral("task1"), wording, QStringLiteral("{question}")));
    // An example of another task is no example of this one.
    QVERIFY(!check.refusal(PromptKind::User, QStringLiteral("task2"), copied + QStringLiteral(" {question}"),
        QStringLiteral("{question}")));
}

void ProposalTest::fillsTemplatesInOnePass()
{
    const QMap<QString, QString> values{{QStringLiteral("a"), QStringLiteral("{{b}} \\1")},
                                        {QStringLiteral("b"), QStringLiteral("B")}};
    QCOMPARE(filled(QStringLiteral("{{a}}-{{b}}-{{ b }}-{{c}}-{question}"), values),
             QStringLiteral("{{b}} \\1-B-B-{{c}}-{question}"));
}

void ProposalTest::readsTemplates_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("why");
    QTest::newRow("complete")
        << QByteArray("name: n\nrole: r\nversion: 2\nanswer_tag: t\ninputs: [a]\nsystem: s\nuser: 'u {{a}}'\n")
        << QString();
    QTest::newRow("failure") << QByteArray("name: failure\nrole: failure\ninputs: [a]\ntext: 't {{a}}'\n") << QString();
    QTest::newRow("no name") << QByteArray("role: r\nanswer_tag: t\nuser: u\n") << QStringLiteral("no name");
    QTest::newRow("no tag") << QByteArray("name: n\nrole: r\nuser: u\n") << QStringLiteral("no answer_tag");
    QTest::newRow("no user message") << QByteArray("name: n\nrole: r\nanswer_tag: t\n")
        << QStringLiteral("no user message");
    QTest::newRow("undeclared input") << QByteArray("name: n\nrole: r\nanswer_tag: t\nuser: '{{b}}'\n")
        << QStringLiteral("{{b}}");
    QTest::newRow("no map") << QByteArray("- a\n") << QStringLiteral("no YAML map");
    QTest::newRow("no YAML") << QByteArray("a: [b\n") << QStringLiteral("cannot be read");
    QTest::newRow("version is no number") << QByteArray("name: n\nversion: x\n") << QStringLiteral("cannot be read");
}

void ProposalTest::readsTemplates()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, why);
    const Result<OptimizerTemplate> parsed = parseTemplate(yaml);
    QCOMPARE(parsed.has_value(), why.isEmpty());
    if (parsed) {
        QCOMPARE(parsed->yaml, yaml);
    } else {
        QCOMPARE(parsed.error().kind, ErrorKind::BadInput);
        QVERIFY2(parsed.error().why.contains(why), qPrintable(parsed.error().why));
    }
}

void ProposalTest::shippedTemplatesAreUsable()
{
    const OptimizerTemplates templates = shippedTemplates();
    for (const auto& [role, roleName] : Names<OptimizerRole>::table)
        QVERIFY2(templates.contains(QLatin1String(roleName)), roleName);
    const OptimizerTemplate rewrite = templates.value(QStringLiteral("rewrite-user-prompt"));
    QCOMPARE(rewrite.answerTag, QStringLiteral("user_prompt"));
    QVERIFY(rewrite.user.contains(questionPlaceholder));
    QCOMPARE(filled(templates.value(QStringLiteral("mutate")).answerTag,
        {{QStringLiteral("kind"), QStringLiteral("user_prompt")}}),
             QStringLiteral("user_prompt"));
}

void ProposalTest::replacesTheQuestionLiterallyOnce()
{
    const QList<Message> messages =
        evaluationMessages(QStringLiteral("S"), QStringLiteral("A {question} B"), QStringLiteral("{question} \\0 %1"));
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0].role, MessageRole::System);
    QCOMPARE(messages[1].text, QStringLiteral("A {question} \\0 %1 B"));
    QCOMPARE(evaluationMessages({}, QStringLiteral("{question}"), QStringLiteral("Q")).size(), 1);
}

void ProposalTest::shortensInTheMiddle()
{
    const QString text = QString(100, u'a') + QString(100, u'b');
    QCOMPARE(shortenedInTheMiddle(text, 200), text);
    const QString shortened = shortenedInTheMiddle(text, 100);
    QVERIFY(shortened.size() <= 100);
    QVERIFY(shortened.startsWith(QStringLiteral("aaaa")) && shortened.endsWith(QStringLiteral("bbbb")));
    const qsizetype kept = shortened.count(u'a') + shortened.count(u'b') - QStringLiteral("characters").count(u'a');
    QVERIFY2(shortened.contains(QString::number(200 - kept)), qPrintable(shortened));
    // No half characters.
    QString smileys;
    for (int index = 0; index < 100; ++index)
        smileys += QString::fromUcs4(U"\U0001F600", 1);
    for (qsizetype longest = 60; longest < 80; ++longest)
        QVERIFY(shortenedInTheMiddle(smileys, longest).isValidUtf16());
}

void ProposalTest::showsFailuresWithinTheLimit()
{
    const OptimizerTemplate failureTemplate = shippedTemplates().value(QStringLiteral("failure"));
    QList<Failure> failures;
    for (int index = 0; index < 3; ++index)
        failures.append({QStringLiteral("anatomy"), QStringLiteral("Be helpful."), QString(5000, u'q'),
            QString(9000, u'r'),
                         QStringLiteral("B"), QStringLiteral("C")});
    const QString shown = shownFailures(failureTemplate, failures, 6000);
    QVERIFY(shown.size() <= 6000);
    QVERIFY(shown.size() > 5700); // the room is used
    QCOMPARE(shown.count(QStringLiteral("Be helpful.")), 3); // short parts stay whole
    QCOMPARE(shown.count(QStringLiteral("characters left out")), 6);
    for (int number = 1; number <= 3; ++number)
        QVERIFY(shown.contains(QStringLiteral("failure %1 ---").arg(number)));
    QCOMPARE(shownFailures(failureTemplate, {}, 6000), QString());
}

void ProposalTest::drawsFailuresByKey()
{
    const Problem problem(methodInputFor(RunSettings(), {choiceTask(QStringLiteral("task1"),
        MetricKind::Accuracy, 3, 20, 0, 0)}));
    const Cell cell{Step{}, Step{0, Loop::Start, QStringLiteral("task1"), 0}, QStringLiteral("task1"), Split::Train};
    ScoreBook book;
    CellAnswers& answers = book.at(cell);
    answers.outcomes.resize(20);
    for (int position = 0; position < 20; ++position) {
        Outcome outcome;
        outcome.kind = position < 8 ? OutcomeKind::Wrong : position < 10 ? OutcomeKind::Unreadable
            : OutcomeKind::Correct;
        outcome.prediction = QStringLiteral("P%1").arg(position);
        outcome.reason = QStringLiteral("no letter");
        answers.outcomes[static_cast<std::size_t>(position)] = outcome;
        answers.wrongResponses.insert(position, "R" + QByteArray::number(position));
    }
    const auto responses = [&](const QString& key, int count) {
        QStringList result;
        for (const Failure& failure : drawFailures(problem, book, cell,
            {QStringLiteral("S"), QStringLiteral("U {question}")}, count, key))
            result.append(failure.response);
        return result;
    };
    QCOMPARE(responses(QStringLiteral("a"), 3).size(), 3);
    QCOMPARE(responses(QStringLiteral("a"), 3), responses(QStringLiteral("a"), 3));
    QSet<QStringList> draws;
    for (int slot = 1; slot <= 20; ++slot)
        draws.insert(responses(QStringLiteral("slot %1").arg(slot), 3));
    QVERIFY(draws.size() > 10);
    QStringList all = responses(QStringLiteral("a"), 99);
    QCOMPARE(all.size(), 10); // wrong and unreadable, never right
    all.sort();
    QCOMPARE(all.back(), QStringLiteral("R9"));
    const QList<Failure> shown = drawFailures(problem, book, cell,
        {QStringLiteral("S"), QStringLiteral("U {question}")}, 99, QStringLiteral("a"));
    int unreadable = 0;
    for (const Failure& failure : shown)
        unreadable += failure.prediction == u"(unreadable: no letter)" ? 1 : 0;
    QCOMPARE(unreadable, 2);
    QVERIFY(drawFailures(problem, book, Cell(), {}, 3, QStringLiteral("a")).isEmpty());
}

QTEST_APPLESS_MAIN(ProposalTest)
#include "ProposalTest.moc"
