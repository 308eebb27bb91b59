#include "core/analysis/Intervals.h"
#include "tests/core/analysis/ExportSamples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace metaspo;

namespace {

CellRecord finishedCell()
{
    CellRecord cell;
    cell.run = 3;
    cell.cell = Cell{Step{1, Loop::Outer, {}, 2}, Step{1, Loop::Inner, QStringLiteral("anatomy"), 1},
                     QStringLiteral("anatomy"), Split::Validation};
    cell.domain = QStringLiteral("Medical");
    cell.planned = 40;
    cell.score = CellScore{40, 23, 2, Score{575'000'000}};
    cell.majority = 0.3;
    return cell;
}

} // namespace

class ExportScoresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scores();
    void unfinishedCellsHaveNoScore_data();
    void unfinishedCellsHaveNoScore();
    void evaluations();
    void acceptedAnswers_data();
    void acceptedAnswers();
    void acceptedAnswersComeBack();
};

void ExportScoresTest::scores()
{
    QCOMPARE(named(ExportTable::Scores, row(finishedCell(), {0.4225, 0.7149})).join(u' '),
             QStringLiteral(
                 "run=3 candidate=1/inner/anatomy/1 system_candidate=1/outer/2 task=anatomy domain=Medical "
                 "split=validation metric=accuracy n=40 right=23 unreadable=2 score=0.575 low_95=0.4225 "
                 "high_95=0.7149 majority=0.3"));
    const Interval interval = wilson95(0.575, 40);
    QCOMPARE(field(ExportTable::Scores, row(finishedCell()), "low_95").toDouble(), interval.low);
    QCOMPARE(field(ExportTable::Scores, row(finishedCell()), "high_95").toDouble(), interval.high);
}

void ExportScoresTest::unfinishedCellsHaveNoScore_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("planned");
    QTest::addColumn<bool>("isScored");
    QTest::addColumn<bool>("finished");
    QTest::newRow("finished") << 40 << 40 << true << true;
    QTest::newRow("all answers, but no macro-F1 yet") << 40 << 40 << false << false;
    QTest::newRow("one missing") << 39 << 40 << true << false;
    QTest::newRow("none yet") << 0 << 40 << true << false;
    QTest::newRow("nothing planned") << 0 << 0 << true << false;
}

void ExportScoresTest::unfinishedCellsHaveNoScore()
{
    QFETCH(int, n);
    QFETCH(int, planned);
    QFETCH(bool, isScored);
    QFETCH(bool, finished);
    CellRecord cell = finishedCell();
    cell.score.n = n;
    cell.planned = planned;
    cell.isScored = isScored;
    cell.majority = qQNaN();
    const Row exported = row(cell);
    QCOMPARE(field(ExportTable::Scores, exported, "n"), QString::number(n));
    QCOMPARE(field(ExportTable::Scores, exported, "right"), QStringLiteral("23"));
    for (const char* name : {"score", "low_95", "high_95"})
        QCOMPARE(field(ExportTable::Scores, exported, name) != QStringLiteral("nothing"), finished);
    QCOMPARE(field(ExportTable::Scores, exported, "majority"), QStringLiteral("nothing"));
}

void ExportScoresTest::evaluations()
{
    QCOMPARE(
        named(ExportTable::Evaluations, row(evaluation({QStringLiteral("B")}))).join(u' '),
        QStringLiteral(
            "run=3 system_candidate=0/start user_candidate=0/start/anatomy task=anatomy split=test "
            "example=12 question==Which bone, \"the longest\"? expected=B response=Well,\n<answer>B</answer> "
            "prediction=B outcome=correct latency_ms=1234.567 input_tokens=210"));
    EvaluationRecord empty = evaluation({QStringLiteral("B")});
    empty.response.clear();
    empty.usage.output = 0;
    empty.outcome = outcomeOf(OutcomeKind::Unreadable, {}, 0);
    // An answer without text is an empty text, not nothing; a count of 0 is a count.
    QCOMPARE(field(ExportTable::Evaluations, row(empty), "response"), QString());
    QCOMPARE(field(ExportTable::Evaluations, row(empty), "output_tokens"), QStringLiteral("0"));
    QCOMPARE(field(ExportTable::Evaluations, row(empty), "outcome"), QStringLiteral("unreadable"));
}

void ExportScoresTest::acceptedAnswers_data()
{
    QTest::addColumn<QStringList>("answers");
    QTest::addColumn<QString>("expected");
    QTest::newRow("one") << QStringList{QStringLiteral("Paris")} << QStringLiteral("Paris");
    QTest::newRow("two") << QStringList{QStringLiteral("Paris"), QStringLiteral("city of \"light\"")}
                         << QStringLiteral("[\"Paris\",\"city of \\\"light\\\"\"]");
    QTest::newRow("one that looks like a list")
        << QStringList{QStringLiteral("[x]")} << QStringLiteral("[\"[x]\"]");
    QTest::newRow("none") << QStringList{} << QString();
}

void ExportScoresTest::acceptedAnswers()
{
    QFETCH(QStringList, answers);
    QFETCH(QString, expected);
    QCOMPARE(field(ExportTable::Evaluations, row(evaluation(answers)), "expected"), expected);
}

void ExportScoresTest::acceptedAnswersComeBack()
{
    const QStringList alphabet{QStringLiteral("["),  QStringLiteral("]"), QStringLiteral("\""),
                               QStringLiteral(","),  QStringLiteral("a"), QString::fromUtf8("é😀"),
                               QStringLiteral("\n"), QStringLiteral("\\")};
    for (int trial = 0; trial < 200; ++trial) {
        Draw draw(60, QString::number(trial));
        QStringList answers;
        for (qsizetype count = 1 + draw.below(3); count > 0; --count)
            answers.append(draw.sample(alphabet, 1 + draw.below(4)).join(QString()));
        const QString text = field(ExportTable::Evaluations, row(evaluation(answers)), "expected");
        QStringList read{text};
        if (text.startsWith(u'[')) {
            read.clear();
            for (const QJsonValue& value : QJsonDocument::fromJson(text.toUtf8()).array())
                read.append(value.toString());
        }
        QCOMPARE(read, answers);
    }
}

QTEST_GUILESS_MAIN(ExportScoresTest)
#include "ExportScoresTest.moc"
