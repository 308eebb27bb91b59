#include "tests/core/store/StoreSamples.h"

#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

namespace {

Cell cell(const char* system, const char* user, const char* task, Split split)
{
    return {step(system), step(user), QLatin1String(task), split};
}

/// "letters/test 0/start/letters", in the order read.
QStringList shown(const QList<AnsweredCell>& cells)
{
    QStringList lines;
    for (const AnsweredCell& one : cells)
        lines.append(QStringLiteral("%1/%2 %3 %4")
                         .arg(one.cell.task, name(one.cell.split), text(one.cell.system), text(one.cell.user)));
    return lines;
}

} // namespace

/// What comparisons of prompts read: cells and their answers without texts, candidates with and without theirs.
class AnsweredCellTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cellsOfEitherKindOfPrompt();
    void answersComeInPieces();
    void equalPromptsHaveEqualNumbers();
    void candidatesWithAndWithoutTexts();

private:
    Project m_project;
};

void AnsweredCellTest::init()
{
    m_project = project();
    Writer& writer = m_project.writer();
    const QList<Candidate> more{
        systemPrompt("1/outer/1", QStringLiteral("Think first.")),
        userPrompt("1/inner/letters/1", QStringLiteral("letters"), QStringLiteral("Answer: {question}"))};
    for (const Candidate& candidate : more)
        COMPARE_OK(written<void>([&](auto done) { writer.record(m_project.run, CandidateProposed{candidate}, done); }));
    const Task& letters = m_project.tasks.at(0);
    answerCell(writer, m_project.run, m_project.tasks.at(1), cell("0/start", "0/start/numbers", "numbers", Split::Test),
               "+-");
    answerCell(writer, m_project.run, letters, cell("0/start", "0/start/letters", "letters", Split::Test), "+?");
    answerCell(writer, m_project.run, letters, cell("0/start", "1/inner/letters/1", "letters", Split::Test), "+");
    answerCell(writer, m_project.run, letters, cell("0/start", "0/start/letters", "letters", Split::Train), "-+");
    answerCell(writer, m_project.run, letters, cell("1/outer/1", "1/inner/letters/1", "letters", Split::Test), "++");
}

void AnsweredCellTest::cellsOfEitherKindOfPrompt()
{
    const auto ofSystem = m_project.reader->answeredCells(m_project.run, step("0/start"));
    COMPARE_OK(ofSystem);
    QCOMPARE(shown(*ofSystem), QStringList({QStringLiteral("letters/test 0/start 0/start/letters"),
                                            QStringLiteral("letters/train 0/start 0/start/letters"),
                                            QStringLiteral("letters/test 0/start 1/inner/letters/1"),
                                            QStringLiteral("numbers/test 0/start 0/start/numbers")}));
    QCOMPARE(ofSystem->first().domain, QStringLiteral("Reasoning"));
    QCOMPARE(ofSystem->first().metric, m_project.tasks.at(0).metric);
    QCOMPARE(ofSystem->first().taskId, m_project.tasks.at(0).id);
    const auto ofUser = m_project.reader->answeredCells(m_project.run, step("1/inner/letters/1"));
    COMPARE_OK(ofUser);
    QCOMPARE(shown(*ofUser), QStringList({QStringLiteral("letters/test 0/start 1/inner/letters/1"),
                                          QStringLiteral("letters/test 1/outer/1 1/inner/letters/1")}));
    const auto ofNobody = m_project.reader->answeredCells(m_project.run, step("9/outer/9"));
    COMPARE_OK(ofNobody);
    QVERIFY(ofNobody->isEmpty());
}

void AnsweredCellTest::answersComeInPieces()
{
    const auto cells = m_project.reader->answeredCells(m_project.run, step("0/start"));
    COMPARE_OK(cells);
    const auto all = m_project.reader->cellAnswers(cells->first(), 0, 100);
    COMPARE_OK(all);
    QCOMPARE(all->size(), 2);
    const auto first = m_project.reader->cellAnswers(cells->first(), 0, 1);
    COMPARE_OK(first);
    QCOMPARE(first->size(), 1);
    const auto second = m_project.reader->cellAnswers(cells->first(), first->first().exampleId, 1);
    COMPARE_OK(second);
    QCOMPARE(second->size(), 1);
    QCOMPARE(second->first().evaluation, all->last().evaluation);
    const auto none = m_project.reader->cellAnswers(cells->first(), second->first().exampleId, 1);
    COMPARE_OK(none);
    QVERIFY(none->isEmpty());

    const CellAnswer& answer = all->last();
    QCOMPARE(answer.example, 4);
    QCOMPARE(answer.gold, QStringLiteral("A"));
    QCOMPARE(answer.outcome.kind, OutcomeKind::Unreadable);
    QCOMPARE(answer.outcome.prediction, QStringLiteral("I do not know"));
    const auto record = m_project.reader->evaluations({answer.evaluation});
    COMPARE_OK(record);
    QCOMPARE(record->first().example, answer.example);
    QCOMPARE(record->first().split, Split::Test);
    QCOMPARE(record->first().outcome.kind, answer.outcome.kind);
}

void AnsweredCellTest::equalPromptsHaveEqualNumbers()
{
    const auto cells = m_project.reader->answeredCells(m_project.run, step("0/start"));
    COMPARE_OK(cells);
    QCOMPARE(cells->at(2).userText, cells->at(0).userText); // another candidate with the same text
    QCOMPARE(cells->at(3).userText, cells->at(0).userText);
    QVERIFY(cells->at(0).systemText != cells->at(0).userText);
    const auto others = m_project.reader->answeredCells(m_project.run, step("1/outer/1"));
    COMPARE_OK(others);
    QVERIFY(others->first().systemText != cells->first().systemText);
}

void AnsweredCellTest::candidatesWithAndWithoutTexts()
{
    const auto whole = m_project.reader->candidates(m_project.run);
    const auto names = m_project.reader->candidateNames(m_project.run);
    COMPARE_OK(whole);
    COMPARE_OK(names);
    QCOMPARE(names->size(), whole->size());
    for (qsizetype place = 0; place < whole->size(); ++place) {
        Candidate candidate = whole->at(place).candidate;
        const auto alone = m_project.reader->candidate(m_project.run, candidate.step);
        COMPARE_OK(alone);
        QCOMPARE(alone->candidate, candidate);
        QVERIFY(!candidate.text.isEmpty());
        candidate.text.clear();
        QCOMPARE(names->at(place).candidate, candidate);
    }
    const auto missing = m_project.reader->candidate(m_project.run, step("9/outer/9"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(AnsweredCellTest)
#include "AnsweredCellTest.moc"
