#include "core/analysis/Table.h"
#include "core/analysis/PercentText.h"
#include "core/analysis/TerminalText.h"

#include <QTest>
#include <QTimeZone>
#include <limits>

using namespace metaspo;


namespace {

Table sample()
{
    Table table;
    table.columns = {{QStringLiteral("task")},
                     {QStringLiteral("n"), ColumnType::Integer},
                     {QStringLiteral("score"), ColumnType::Share, 1, QStringLiteral("score %")}};
    table.rows = {{QStringLiteral("anatomy"), qint64{40}, 0.575},
                  {QString::fromUtf8("系統"), qint64{5}, Value()}};
    return table;
}

} // namespace

class TableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exactTextsAreForPrograms_data();
    void exactTextsAreForPrograms();
    void exactNumbersComeBack();
    void readableTextsAreForPeople_data();
    void readableTextsAreForPeople();
    void percentsForPeople_data();
    void percentsForPeople();
    void intervalsForPeople();
    void alignedTextLinesUp();
    void alignedTextIsNarrowed();
    void alignedTextShowsHostileCells();
};

void TableTest::exactTextsAreForPrograms_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const Value& value, const char* text) {
        QTest::newRow(name) << value << QString::fromLatin1(text);
    };
    row("nothing", Value(), "");
    row("text", QStringLiteral("a b"), "a b");
    row("integer", qint64{-5}, "-5");
    row("largest seed", std::numeric_limits<quint64>::max(), "18446744073709551615");
    row("number", 0.1, "0.1");
    row("third", 1.0 / 3, "0.3333333333333333");
    row("whole number", 3.0, "3");
    row("not a number", qQNaN(), "");
    row("infinite", qInf(), "");
    row("money", Decimal{1'234'500'000, 9}, "1.2345");
    row("one nano-dollar", Decimal{1, 9}, "0.000000001");
    row("no cents", Decimal{2'000'000'000, 9}, "2");
    row("zero", Decimal{0, 9}, "0");
    row("negative", Decimal{-5, 1}, "-0.5");
    row("smallest", Decimal{std::numeric_limits<qint64>::min(), 9}, "-9223372036.854775808");
    row("no scale", Decimal{42, 0}, "42");
    row("time", QDateTime(QDate(2026, 3, 1), QTime(12, 0, 5, 70), QTimeZone::utc()),
        "2026-03-01T12:00:05.070Z");
    row("time elsewhere", QDateTime(QDate(2026, 3, 1), QTime(12, 0), QTimeZone(3600)),
        "2026-03-01T11:00:00.000Z");
    row("no time", QDateTime(), "");
}

void TableTest::exactTextsAreForPrograms()
{
    QFETCH(Value, value);
    QFETCH(QString, text);
    QCOMPARE(exactText(value), text);
    QCOMPARE(isNothing(value), text.isEmpty());
}

void TableTest::exactNumbersComeBack()
{
    for (const double number : {1.0 / 3, 2.0 / 7, 1e-300, 0.1 + 0.2, 123456789.123456789, -0.7, 5e-324})
        QCOMPARE(exactText(number).toDouble(), number);
}

void TableTest::readableTextsAreForPeople_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<ColumnType>("type");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("text");
    QTest::newRow("share") << Value(0.5834) << ColumnType::Share << 1 << QStringLiteral("58.3");
    QTest::newRow("exact share") << Value(Decimal{583'400'000, 9}) << ColumnType::Share << 1
                                 << QStringLiteral("58.3");
    QTest::newRow("p") << Value(0.01294) << ColumnType::Number << 4 << QStringLiteral("0.0129");
    QTest::newRow("count") << Value(qint64{1200}) << ColumnType::Integer << 1 << QStringLiteral("1200");
    QTest::newRow("nothing") << Value() << ColumnType::Share << 1 << QStringLiteral("n/a");
    QTest::newRow("not a number") << Value(qQNaN()) << ColumnType::Share << 1 << QStringLiteral("n/a");
    QTest::newRow("no text") << Value(QString()) << ColumnType::Text << 1 << QString();
    QTest::newRow("text among numbers")
        << Value(QStringLiteral("x")) << ColumnType::Share << 1 << QStringLiteral("x");
    QTest::newRow("difference") << Value(-0.031) << ColumnType::Share << 1 << QStringLiteral("-3.1");
    QTest::newRow("never minus nothing") << Value(-0.0001) << ColumnType::Share << 1 << QStringLiteral("0.0");
}

void TableTest::readableTextsAreForPeople()
{
    QFETCH(Value, value);
    QFETCH(ColumnType, type);
    QFETCH(int, decimals);
    QFETCH(QString, text);
    QCOMPARE(readableText(value, Column{QStringLiteral("c"), type, decimals}), text);
}

void TableTest::percentsForPeople_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("withSign");
    QTest::newRow("share") << 0.5834 << QStringLiteral("58.3") << QStringLiteral("+58.3");
    QTest::newRow("negative") << -0.031 << QStringLiteral("-3.1") << QStringLiteral("-3.1");
    QTest::newRow("nothing") << 0.0 << QStringLiteral("0.0") << QStringLiteral("0.0");
    QTest::newRow("next to nothing") << -0.0004 << QStringLiteral("0.0") << QStringLiteral("0.0");
    QTest::newRow("all") << 1.0 << QStringLiteral("100.0") << QStringLiteral("+100.0");
    QTest::newRow("unknown") << qQNaN() << QStringLiteral("n/a") << QStringLiteral("n/a");
    QTest::newRow("infinite") << qInf() << QStringLiteral("n/a") << QStringLiteral("n/a");
}

void TableTest::percentsForPeople()
{
    QFETCH(double, share);
    QFETCH(QString, plain);
    QFETCH(QString, withSign);
    QCOMPARE(percent(share), plain);
    QCOMPARE(percent(share, Sign::Shown), withSign);
}

void TableTest::intervalsForPeople()
{
    QCOMPARE(withInterval({0.583, {0.422, 0.729}, 40}), QStringLiteral("58.3 (42.2 to 72.9)"));
    QCOMPARE(withInterval({0.05, {-0.021, 0.12}, 40}, Sign::Shown), QStringLiteral("+5.0 (-2.1 to +12.0)"));
    QCOMPARE(withInterval({0.583, {}, 40}), QStringLiteral("58.3"));
    QCOMPARE(withInterval({}), QStringLiteral("n/a"));
}

void TableTest::alignedTextLinesUp()
{
    Table table = sample();
    table.title = QStringLiteral("Scores");
    QCOMPARE(alignedText(table), QString::fromUtf8("Scores\n"
                                                   "task      n  score %\n"
                                                   "-------  --  -------\n"
                                                   "anatomy  40     57.5\n"
                                                   "系統      5      n/a\n"));
    table.rows.clear();
    QCOMPARE(alignedText(table), QStringLiteral("Scores\ntask  n  score %\n----  -  -------\n"));
}

void TableTest::alignedTextIsNarrowed()
{
    Table table = sample();
    table.rows[0][0] = QStringLiteral("a very long name of a task");
    const QStringList lines = alignedText(table, 30).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 4);
    for (const QString& line : lines)
        QVERIFY2(displayWidth(line) <= 30, qPrintable(line));
    QVERIFY2(lines[2].startsWith(QString::fromUtf8("a very long name…")), qPrintable(lines[2]));
    QVERIFY(lines[2].endsWith(QStringLiteral("57.5"))); // numbers are never shortened
    for (const int width : {1, 5, 12})
        QVERIFY(alignedText(table, width).contains(QStringLiteral("57.5")));
}

void TableTest::alignedTextShowsHostileCells()
{
    Table table = sample();
    table.rows[0][0] = QStringLiteral("a\nb\x1b[2J");
    const QString text = alignedText(table);
    QVERIFY(text.contains(QStringLiteral("a\\nb\\x1b[2J")));
    QCOMPARE(text.count(u'\n'), 4);
}

QTEST_GUILESS_MAIN(TableTest)
#include "TableTest.moc"
