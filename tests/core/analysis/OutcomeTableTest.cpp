#include "core/analysis/OutcomeTable.h"
#include "tests/core/analysis/AnswerSamples.h"

#include <QTest>

using namespace metaspo;

namespace {

/// Partners are numbered; the number of the partner's text too.
PartnerCell cellOf(int partner, const JudgedCell& answers, qint64 text = 0)
{
    PartnerCell cell;
    cell.partner = Step{1, Loop::Inner, QStringLiteral("t"), partner};
    cell.partnerText = text == 0 ? partner : text;
    cell.answers = answers;
    static qint64 next = 0;
    for (qsizetype answer = 0; answer < answers.size(); ++answer)
        cell.evaluations.append(++next);
    return cell;
}

TaskAnswers task(const QList<QList<PartnerCell>>& prompts, const char* name = "t", const char* domain = "d")
{
    return {QLatin1String(name), QLatin1String(domain), metricOfKind(MetricKind::Accuracy), prompts};
}

/// "t0#3.0 win": task, example, pair, standing of the prompt.
QString shown(const OutcomeTable& table, int row, int prompt)
{
    static const char* const names[] = {"none", "win", "loss", "tie"};
    const OutcomeTable::Place& place = table.place(row);
    return QStringLiteral("t%1#%2.%3 %4").arg(place.task).arg(place.example).arg(place.pair)
        .arg(QLatin1String(names[static_cast<int>(table.answer(row, prompt).standing)]));
}

QStringList allShown(const OutcomeTable& table, int prompt)
{
    QStringList lines;
    for (int row = 0; row < table.size(); ++row)
        lines.append(shown(table, row, prompt));
    return lines;
}

PairedCounts countsOf(const OutcomeTable& table, int task, int prompt)
{
    PairedCounts counts;
    for (int row = 0; row < table.size(); ++row) {
        if (table.place(row).task != task)
            continue;
        const OutcomeTable::Answer& answer = table.answer(row, prompt);
        const bool isRight = answer.kind == OutcomeKind::Correct;
        switch (answer.standing) {
        case Standing::Win: ++counts.fixed; break;
        case Standing::Loss: ++counts.broken; break;
        case Standing::Tie: ++(isRight ? counts.bothRight : counts.bothWrong); break;
        case Standing::NotCompared: break;
        }
    }
    return counts;
}

} // namespace

class OutcomeTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRowPerExample();
    void samePartnersStandBesideEachOther();
    void missingAnswersAreNotCompared();
    void extraPartnersAreRowsOfTheirOwn();
    void standingsAddUpToTheComparison_data();
    void standingsAddUpToTheComparison();
    void filtersShowTheirRows_data();
    void filtersShowTheirRows();
    void rowsAreFoundAgain();
    void comparisonsAreThoseOfPairs();
    void stopsWhenNobodyWantsIt();
};

void OutcomeTableTest::oneRowPerExample()
{
    OutcomeTable table(3);
    table.add(task({{cellOf(1, answers("+-+?"))}, {cellOf(1, answers("++--"))}, {cellOf(1, answers("-++?"))}}));
    QCOMPARE(table.prompts(), 3);
    QCOMPARE(allShown(table, 1), QStringList({QStringLiteral("t0#0.0 tie"), QStringLiteral("t0#1.0 win"),
                                              QStringLiteral("t0#2.0 loss"), QStringLiteral("t0#3.0 tie")}));
    QCOMPARE(allShown(table, 2), QStringList({QStringLiteral("t0#0.0 loss"), QStringLiteral("t0#1.0 win"),
                                              QStringLiteral("t0#2.0 tie"), QStringLiteral("t0#3.0 tie")}));
    QSet<qint64> ids;
    for (int row = 0; row < table.size(); ++row) {
        QCOMPARE(table.answer(row, 0).standing, Standing::NotCompared);
        for (int prompt = 0; prompt < 3; ++prompt)
            ids.insert(table.answer(row, prompt).evaluation);
    }
    QCOMPARE(ids.size(), 12); // each answer stands in one place
}

void OutcomeTableTest::samePartnersStandBesideEachOther()
{
    // Partners 1 and 2 against 2 and 3: 2 stands beside 2, and 1 beside 3.
    const TaskAnswers two =
        task({{cellOf(1, answers("+")), cellOf(2, answers("-"))}, {cellOf(2, answers("-")), cellOf(3, answers("+"))}});
    const QList<std::pair<qsizetype, qsizetype>> expected{{1, 0}, {0, 1}};
    QCOMPARE(pairedCells(two.prompts[0], two.prompts[1]), expected);
    OutcomeTable table(2);
    table.add(two);
    QCOMPARE(allShown(table, 1), QStringList({QStringLiteral("t0#0.0 tie"), QStringLiteral("t0#0.1 tie")}));
    QCOMPARE(compareTask(pairOf(two, 1, Split::Test)).counts, (PairedCounts{1, 0, 0, 1}));
}

void OutcomeTableTest::missingAnswersAreNotCompared()
{
    OutcomeTable table(2);
    table.add(task({{cellOf(1, answers("++  +"))}, {cellOf(1, answers("+ - -"))}}));
    QCOMPARE(allShown(table, 1), QStringList({QStringLiteral("t0#0.0 tie"), QStringLiteral("t0#1.0 none"),
                                              QStringLiteral("t0#2.0 none"), QStringLiteral("t0#4.0 loss")}));
    QCOMPARE(table.answer(1, 1).evaluation, 0);
    QCOMPARE(table.answer(2, 0).evaluation, 0);
    // What one of its partners lacks counts nowhere, as in the comparison.
    OutcomeTable several(2);
    several.add(task(
        {{cellOf(1, answers("++")), cellOf(2, answers("+ "))}, {cellOf(1, answers("--")), cellOf(2, answers("--"))}}));
    QCOMPARE(countsOf(several, 0, 1), (PairedCounts{0, 0, 2, 0}));
}

void OutcomeTableTest::extraPartnersAreRowsOfTheirOwn()
{
    OutcomeTable table(2);
    table.add(task({{cellOf(1, answers("+"))}, {cellOf(2, answers("-")), cellOf(1, answers("+"))}}));
    QCOMPARE(allShown(table, 1), QStringList({QStringLiteral("t0#0.0 tie"), QStringLiteral("t0#0.1 none")}));
}

void OutcomeTableTest::standingsAddUpToTheComparison_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    for (int before = 1; before <= 3; ++before)
        for (int after = 1; after <= 3; ++after)
            QTest::addRow("%d partners beside %d", before, after) << before << after;
}

void OutcomeTableTest::standingsAddUpToTheComparison()
{
    QFETCH(int, before);
    QFETCH(int, after);
    Draw draw(7, QStringLiteral("outcomes %1 %2").arg(before).arg(after));
    const auto someCells = [&draw](int count) {
        QList<PartnerCell> cells;
        for (int cell = 0; cell < count; ++cell) {
            JudgedCell answered;
            for (const JudgedExample& answer : randomAnswers(draw, 40))
                if (draw.below(10) > 0)
                    answered.append(answer);
            std::reverse(answered.begin(), answered.end()); // the order of the answers decides nothing
            cells.append(cellOf(static_cast<int>(draw.below(4)) + 1, answered));
        }
        return cells;
    };
    for (int round = 0; round < 20; ++round) {
        const TaskAnswers answered = task({someCells(before), someCells(after), someCells(after)});
        OutcomeTable table(3);
        table.add(answered);
        for (int prompt = 1; prompt < 3; ++prompt)
            QCOMPARE(countsOf(table, 0, prompt), compareTask(pairOf(answered, prompt, Split::Test)).counts);
    }
}

void OutcomeTableTest::filtersShowTheirRows_data()
{
    QTest::addColumn<OutcomeFilter>("filter");
    QTest::addColumn<QList<int>>("rows");
    using Show = OutcomeFilter::Show;
    QTest::newRow("all") << OutcomeFilter{} << QList<int>{0, 1, 2, 3, 4, 5};
    QTest::newRow("different") << OutcomeFilter{Show::Different, 0, -1} << QList<int>{1, 2, 3, 4};
    QTest::newRow("wins of any") << OutcomeFilter{Show::Wins, 0, -1} << QList<int>{1};
    QTest::newRow("losses of any") << OutcomeFilter{Show::Losses, 0, -1} << QList<int>{2, 4};
    QTest::newRow("wins of B") << OutcomeFilter{Show::Wins, 1, -1} << QList<int>{1};
    QTest::newRow("losses of B") << OutcomeFilter{Show::Losses, 1, -1} << QList<int>{2};
    QTest::newRow("ties of B") << OutcomeFilter{Show::Ties, 1, -1} << QList<int>{0, 3, 5};
    QTest::newRow("different of C") << OutcomeFilter{Show::Different, 2, -1} << QList<int>{2, 4};
    QTest::newRow("all of the second task") << OutcomeFilter{Show::All, 0, 1} << QList<int>{5};
    QTest::newRow("wins of the second task") << OutcomeFilter{Show::Wins, 0, 1} << QList<int>{};
}

void OutcomeTableTest::filtersShowTheirRows()
{
    QFETCH(OutcomeFilter, filter);
    QFETCH(QList<int>, rows);
    OutcomeTable table(3);
    // B: tie, win, loss, unreadable where A is wrong, not asked. C: tie, tie, unreadable, tie, loss.
    table.add(task({{cellOf(1, answers("+-+-+"))}, {cellOf(1, answers("++-? "))}, {cellOf(1, answers("+-?--"))}}));
    table.add(task({{cellOf(1, answers("+"))}, {cellOf(1, answers("+"))}, {cellOf(1, answers(" "))}}));
    QCOMPARE(table.rows(filter), rows);
    QCOMPARE(table.counts(filter).at(static_cast<int>(filter.show)), rows.size());
}

void OutcomeTableTest::rowsAreFoundAgain()
{
    OutcomeTable table(2);
    table.add(task({{cellOf(1, answers("+-+")), cellOf(2, answers("+-+"))}, {cellOf(1, answers("++-"))}}));
    table.add(task({{cellOf(1, answers("+"))}, {cellOf(1, answers("+"))}}));
    for (int row = 0; row < table.size(); ++row)
        QCOMPARE(table.rowOf(table.place(row)), row);
    QCOMPARE(table.rowOf({1, 1, 0}), -1);
}

void OutcomeTableTest::comparisonsAreThoseOfPairs()
{
    const QList<TaskAnswers> tasks{
        task({{cellOf(1, answers("+-+-"))}, {cellOf(1, answers("++--"))}, {}}, "alpha", "Letters"),
        task({{cellOf(1, answers("--+-"))}, {cellOf(1, answers("++--"))}, {cellOf(1, answers("+++ "))}}, "beta",
             "Signs")};
    const PromptComparison found = comparePrompts(tasks, 3, Split::Validation);
    QCOMPARE(found.tasks, QStringList({QStringLiteral("alpha"), QStringLiteral("beta")}));
    QCOMPARE(found.split, Split::Validation);
    QCOMPARE(found.comparisons.size(), 3);
    QVERIFY(found.comparisons[0].isEmpty());
    QCOMPARE(found.comparisons[1].size(), 2);
    QCOMPARE(found.comparisons[2].size(), 1); // not asked about alpha
    QCOMPARE(found.comparisons[2][0].task, QStringLiteral("beta"));
    QCOMPARE(found.comparisons[2][0].counts, (PairedCounts{1, 2, 0, 0}));
    QCOMPARE(found.outcomes.size(), 8);
}

void OutcomeTableTest::stopsWhenNobodyWantsIt()
{
    const QList<TaskAnswers> tasks(5, task({{cellOf(1, answers("+-"))}, {cellOf(1, answers("++"))}}));
    int asked = 0;
    const PromptComparison found = comparePrompts(tasks, 2, Split::Test, [&asked] { return ++asked < 3; });
    QCOMPARE(found.tasks.size(), 2);
}

QTEST_GUILESS_MAIN(OutcomeTableTest)
#include "OutcomeTableTest.moc"
