#include "core/engine/RunBudget.h"

#include <QTest>

using namespace metaspo;

/// What a run may still spend.
class RunBudgetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsBackWhatCouldPassIt();
    void countsWhatMayHaveBeenPaid();
    void knowsWhatWasSpentBefore();
    void needsPrices();
    void countsCallsWithThoseInFlight();
};

void RunBudgetTest::holdsBackWhatCouldPassIt()
{
    RunLimits limits;
    limits.budgetNanoDollars = 100;
    RunBudget budget({1, 0, 40, 0}, limits);
    QVERIFY(budget.take(50));
    QVERIFY(!budget.take(20)); // 40 spent, 50 reserved
    budget.settle(50, true, 10);
    QVERIFY(budget.take(50));
    budget.settle(50, false, {});
    QCOMPARE(budget.spent(), std::optional<qint64>(50));
    limits.budgetNanoDollars = 60;
    budget.setLimits(limits);
    QVERIFY(!budget.take(11));
    QVERIFY(budget.take(10));
    budget.settle(10, true, std::nullopt);
    QCOMPARE(budget.spent(), std::optional<qint64>()); // an unknown price is never 0
    QVERIFY(!budget.take(1));                          // the reserve stands for it
    QVERIFY2(budget.refusal().contains(QLatin1String("or may be")), qPrintable(budget.refusal()));
}

void RunBudgetTest::countsWhatMayHaveBeenPaid()
{
    RunLimits limits;
    limits.budgetNanoDollars = 100;
    limits.maximumCalls = 9;
    RunBudget budget({0, 0, 0, 0}, limits);
    QVERIFY(budget.take(20));
    budget.settle(20, true, 5, 2); // answered at the third try
    QCOMPARE(budget.counted(), 45);
    QVERIFY(budget.take(20));
    budget.settle(20, false, {}, 1); // cut off
    QCOMPARE(budget.counted(), 65);
    QVERIFY(!budget.take(36));
    for (int call = 4; call < 9; ++call)
        QVERIFY(budget.take(0));
    QVERIFY(!budget.take(0)); // four tries and five calls
}

void RunBudgetTest::knowsWhatWasSpentBefore()
{
    RunLimits limits;
    limits.budgetNanoDollars = 100;
    RunBudget budget({4, 1, 70, 1}, limits);
    QCOMPARE(budget.spent(), std::optional<qint64>());
    QVERIFY(!budget.take(31));
    QVERIFY(budget.take(30));
}

void RunBudgetTest::needsPrices()
{
    Connection priced;
    priced.price = Price{};
    Connection unpriced;
    unpriced.model = QStringLiteral("cheap");
    RunLimits limits;
    limits.maximumCalls = 1;
    QVERIFY(RunBudget::check(limits, {priced, unpriced}).has_value());
    limits.budgetNanoDollars = 1;
    QVERIFY(RunBudget::check(limits, {priced, priced}).has_value());
    const auto refused = RunBudget::check(limits, {priced, unpriced});
    QVERIFY(!refused.has_value());
    QVERIFY(refused.error().what.contains(QLatin1String("cheap")));
}

void RunBudgetTest::countsCallsWithThoseInFlight()
{
    RunLimits limits;
    limits.maximumCalls = 3;
    RunBudget budget({1, 0, 0, 0}, limits);
    QVERIFY(budget.take(0));
    QVERIFY(budget.take(0));
    QVERIFY(!budget.take(0));
    budget.settle(0, false, {}); // no answer: not counted
    QVERIFY(budget.take(0));
    QVERIFY(budget.refusal().contains(QLatin1String("3 calls")));
}

QTEST_GUILESS_MAIN(RunBudgetTest)
#include "RunBudgetTest.moc"
