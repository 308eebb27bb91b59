#include "core/engine/ComparisonReading.h"
#include "core/engine/RunReading.h"
#include "core/engine/StoreQueries.h"
#include "tests/core/store/StoreSamples.h"

#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

namespace {

const QString letters = QStringLiteral("letters");

Cell cell(const char* system, const char* user, const char* task, Split split)
{
    return {step(system), step(user), QLatin1String(task), split};
}

/// "letters: 3 questions, +1 -0".
QString shown(const TaskComparison& task)
{
    return QStringLiteral("%1: %2 questions, +%3 -%4").arg(task.task).arg(task.questions).arg(task.counts.fixed)
        .arg(task.counts.broken);
}

} // namespace

/// Two runs over the tasks letters and numbers; the first version of letters in one, the second in the other.
class ComparisonReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pairsAreTheComparison();
    void aliasHasTheAnswersOfItsText();
    void splitIsChosenWhereThereIsSomething_data();
    void splitIsChosenWhereThereIsSomething();
    void onlyOneKindIsCompared_data();
    void onlyOneKindIsCompared();
    void anotherVersionIsJoinedByQuestion();
    void queriesGiveWhatWasRead();
    void cancelledIsNeverAnswered();
    void finalPromptNeedsAnEnd();

private:
    void propose(qint64 run, const Candidate& candidate);
    PromptComparison compare(const QList<CandidateId>& candidates, std::optional<Split> split = Split::Test);

    Project m_project;
};

void ComparisonReadingTest::init()
{
    m_project = project();
    Writer& writer = m_project.writer();
    propose(m_project.run, systemPrompt("1/outer/1", QStringLiteral("Think first.")));
    propose(m_project.run, systemPrompt("1/outer/2", QStringLiteral("Answer at once.")));
    propose(m_project.run, userPrompt("1/inner/letters/1", letters, QStringLiteral("Say: {question}")));
    Candidate alias = systemPrompt("2/outer/1", QStringLiteral("Think first."));
    alias.state = CandidateState::Alias;
    alias.aliasOf = step("1/outer/1");
    propose(m_project.run, alias);
    const qint64 run = m_project.run;
    answerCell(writer, run, m_project.tasks[0], cell("0/start", "0/start/letters", "letters", Split::Test), "-+");
    answerCell(writer, run, m_project.tasks[0], cell("1/outer/1", "0/start/letters", "letters", Split::Test), "+-");
    answerCell(writer, run, m_project.tasks[0], cell("1/outer/1", "1/inner/letters/1", "letters", Split::Test), "++");
    answerCell(writer, run, m_project.tasks[1], cell("0/start", "0/start/numbers", "numbers", Split::Test), "--");
    answerCell(writer, run, m_project.tasks[1], cell("1/outer/1", "0/start/numbers", "numbers", Split::Test), "+");
    answerCell(writer, run, m_project.tasks[0], cell("0/start", "0/start/letters", "letters", Split::Train), "+");
    answerCell(writer, run, m_project.tasks[0], cell("1/outer/2", "0/start/letters", "letters", Split::Train), "-");
}

void ComparisonReadingTest::propose(qint64 run, const Candidate& candidate)
{
    const auto done =
        written<void>([&](auto then) { m_project.writer().record(run, CandidateProposed{candidate}, then); });
    if (!done)
        qFatal("%s", qPrintable(sentence(done.error())));
}

PromptComparison ComparisonReadingTest::compare(const QList<CandidateId>& candidates, std::optional<Split> split)
{
    ComparisonReading reading({candidates, split});
    Result<bool> more = true;
    while (more && *more)
        more = reading.readSome(*m_project.reader);
    if (!more)
        qFatal("%s", qPrintable(sentence(more.error())));
    return comparePrompts(reading.takeAnswers(), reading.prompts(), reading.split());
}

void ComparisonReadingTest::pairsAreTheComparison()
{
    const CandidateId before{m_project.run, step("0/start")};
    const CandidateId after{m_project.run, step("1/outer/1")};
    const PromptComparison found = compare({before, after});
    const auto pairs = readPairs(*m_project.reader, before, after, Split::Test);
    COMPARE_OK(pairs);
    QCOMPARE(pairs->size(), 2);
    for (qsizetype task = 0; task < pairs->size(); ++task)
        QCOMPARE(shown(found.comparisons[1][task]), shown(compareTask(pairs->at(task))));
    QCOMPARE(shown(found.comparisons[1][0]),
             QStringLiteral("letters: 2 questions, +1 -1")); // beside the same user prompt
    QCOMPARE(shown(found.comparisons[1][1]), QStringLiteral("numbers: 1 questions, +1 -0"));
    QCOMPARE(found.outcomes.size(), 2 + 2 + 2); // letters twice: the second user prompt has no counterpart
}

void ComparisonReadingTest::aliasHasTheAnswersOfItsText()
{
    const CandidateId before{m_project.run, step("0/start")};
    const PromptComparison first = compare({before, {m_project.run, step("1/outer/1")}});
    const PromptComparison alias = compare({before, {m_project.run, step("2/outer/1")}});
    QVERIFY(first.outcomes.size() > 0);
    QVERIFY(alias == first);
}

void ComparisonReadingTest::splitIsChosenWhereThereIsSomething_data()
{
    QTest::addColumn<QString>("other");
    QTest::addColumn<Split>("split");
    QTest::addColumn<int>("rows");
    QTest::newRow("test comes first") << QStringLiteral("1/outer/1") << Split::Test << 6;
    QTest::newRow("train, where nothing else is") << QStringLiteral("1/outer/2") << Split::Train << 1;
}

void ComparisonReadingTest::splitIsChosenWhereThereIsSomething()
{
    QFETCH(QString, other);
    QFETCH(Split, split);
    QFETCH(int, rows);
    const PromptComparison found =
        compare({{m_project.run, step("0/start")}, {m_project.run, step(qPrintable(other))}}, std::nullopt);
    QCOMPARE(found.split, split);
    QCOMPARE(found.outcomes.size(), rows);
}

void ComparisonReadingTest::onlyOneKindIsCompared_data()
{
    QTest::addColumn<QString>("other");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("user prompt") << QStringLiteral("0/start/letters") << ErrorKind::WrongUsage;
    QTest::newRow("nobody") << QStringLiteral("7/outer/7") << ErrorKind::NotFound;
}

void ComparisonReadingTest::onlyOneKindIsCompared()
{
    QFETCH(QString, other);
    QFETCH(ErrorKind, kind);
    ComparisonReading reading(
        {{{m_project.run, step("0/start")}, {m_project.run, step(qPrintable(other))}}, Split::Test});
    Result<bool> more = true;
    while (more && *more)
        more = reading.readSome(*m_project.reader);
    QVERIFY(!more);
    QCOMPARE(more.error().kind, kind);
    const auto pairs = readPairs(*m_project.reader, {m_project.run, step("0/start/letters")},
                                 {m_project.run, step("0/start/numbers")}, Split::Test);
    QVERIFY(!pairs);
    QCOMPARE(pairs.error().kind, ErrorKind::WrongUsage); // of two tasks
}

// The second version of letters has its examples in another order and one new question.
void ComparisonReadingTest::anotherVersionIsJoinedByQuestion()
{
    Writer& writer = m_project.writer();
    Task changed = m_project.tasks[0];
    const QString third = changed.examples[3].question;
    changed.examples[3].question = changed.examples[4].question;
    changed.examples[4].question = third;
    changed.examples.append({5, Split::Test, QStringLiteral("A new question?"), {QStringLiteral("A")}, {}});
    const auto ids = written<QList<qint64>>([&](auto done) { writer.saveTasks({changed}, done); });
    COMPARE_OK(ids);
    const auto stored = m_project.reader->task(ids->first());
    COMPARE_OK(stored);
    QVERIFY(stored->id != m_project.tasks[0].id);
    const auto run = written<qint64>([&](auto done) { writer.createRun(newRun({*stored}), done); });
    COMPARE_OK(run);
    propose(*run, systemPrompt("0/start", QStringLiteral("You are a helpful assistant.")));
    propose(*run, userPrompt("0/start/letters", letters, QStringLiteral("Answer: {question}")));
    // Question 4 of the first version is right, question 3 wrong, as there: "-+" by index would be two differences.
    answerCell(writer, *run, *stored, cell("0/start", "0/start/letters", "letters", Split::Test), "+-+");
    const PromptComparison found = compare({{m_project.run, step("0/start")}, {*run, step("0/start")}});
    QCOMPARE(found.comparisons[1].size(), 1);
    QCOMPARE(shown(found.comparisons[1][0]), QStringLiteral("letters: 2 questions, +0 -0"));
    QCOMPARE(found.outcomes.size(), 3); // the new question stands alone
    QCOMPARE(found.outcomes.answer(2, 1).standing, Standing::NotCompared);
    for (int row = 0; row < 2; ++row) {
        const auto records = m_project.reader->evaluations(
            {found.outcomes.answer(row, 0).evaluation, found.outcomes.answer(row, 1).evaluation});
        COMPARE_OK(records);
        QCOMPARE(records->at(0).question, records->at(1).question);
    }
}

void ComparisonReadingTest::queriesGiveWhatWasRead()
{
    auto reader = m_project.store->newReader();
    COMPARE_OK(reader);
    StoreQueries queries(std::move(*reader));
    const QList<CandidateId> candidates{{m_project.run, step("0/start")}, {m_project.run, step("1/outer/1")},
                                        {m_project.run, step("1/outer/2")}};
    const auto found = queries.comparison({candidates, Split::Test}).result();
    COMPARE_OK(found);
    QVERIFY(**found == compare(candidates));
    QVERIFY((*found)->comparisons[2].isEmpty()); // nothing in common is no error
    const auto wrong = queries.comparison({{candidates[0], {m_project.run, step("7/outer/7")}}, Split::Test}).result();
    QVERIFY(!wrong);
    const auto records = queries.candidates({candidates[2], candidates[0]}).result();
    COMPARE_OK(records);
    QCOMPARE(records->at(0).candidate.text, QStringLiteral("Answer at once."));
    QCOMPARE(records->at(1).candidate.step, step("0/start"));
}

void ComparisonReadingTest::cancelledIsNeverAnswered()
{
    auto reader = m_project.store->newReader();
    COMPARE_OK(reader);
    QList<QFuture<Result<std::shared_ptr<const PromptComparison>>>> asked;
    {
        StoreQueries queries(std::move(*reader));
        for (int time = 0; time < 20; ++time)
            asked.append(queries.comparison(
                {{{m_project.run, step("0/start")}, {m_project.run, step("1/outer/1")}}, Split::Test}));
        asked[7].cancel();
        QVERIFY(asked[0].result().has_value());
    }
    for (auto& one : asked) { // the queries are gone: all have ended one way or the other
        QTRY_VERIFY(one.isFinished());
        QVERIFY(one.isCanceled() || one.resultCount() == 1);
    }
    QVERIFY(asked[7].isCanceled());
    QCOMPARE(asked[7].resultCount(), 0);
}

void ComparisonReadingTest::finalPromptNeedsAnEnd()
{
    const auto early = readFinalPrompt(*m_project.reader, m_project.run);
    QVERIFY(!early);
    QCOMPARE(early.error().kind, ErrorKind::NotFound);
    RunEnded ended;
    ended.incumbent = step("1/outer/1");
    COMPARE_OK(written<void>([&](auto done) { m_project.writer().record(m_project.run, ended, done); }));
    const auto prompt = readFinalPrompt(*m_project.reader, m_project.run);
    COMPARE_OK(prompt);
    QCOMPARE(prompt->candidate.text, QStringLiteral("Think first."));
}

QTEST_GUILESS_MAIN(ComparisonReadingTest)
#include "ComparisonReadingTest.moc"
