#include "core/analysis/Baselines.h"
#include "tests/core/analysis/AnswerSamples.h"
#include "tests/core/analysis/Near.h"

#include <QTest>

using namespace metaspo;

namespace {

AnswerFormat labels(const char* names)
{
    AnswerFormat format;
    format.kind = AnswerKind::Label;
    for (const char* letter = names; *letter != 0; ++letter)
        format.labels.append({QString(QLatin1Char(*letter)), {}});
    return format;
}

AnswerFormat choices()
{
    AnswerFormat format;
    format.kind = AnswerKind::Choice;
    format.choices = QStringLiteral("A B C D").split(u' ');
    return format;
}

AnswerFormat formatOf(AnswerKind kind)
{
    AnswerFormat format;
    format.kind = kind;
    return format;
}

QStringList letters(const char* text)
{
    QStringList list;
    for (const char* letter = text; *letter != 0; ++letter)
        list.append(QString(QLatin1Char(*letter)));
    return list;
}

} // namespace

class BaselinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closedSets_data();
    void closedSets();
    void alwaysOneLabelScoresAsTheMetricSays_data();
    void alwaysOneLabelScoresAsTheMetricSays();
    void guessingScoresAsItDoesOnAverage();
    void numbersGuessAmongThoseOfTrain();
    void toleranceCounts();
    void nothingToGuess_data();
    void nothingToGuess();
};

void BaselinesTest::closedSets_data()
{
    QTest::addColumn<AnswerFormat>("format");
    QTest::addColumn<QString>("train");
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("label");
    QTest::addColumn<double>("majority");
    QTest::addColumn<double>("chance");
    const auto row = [](const char* name, const AnswerFormat& format, const char* train, const char* cell,
                        const char* label, double majority, double chance) {
        QTest::newRow(name) << format << QString::fromLatin1(train) << QString::fromLatin1(cell)
                            << QString::fromLatin1(label) << majority << chance;
    };
    row("most frequent in train", labels("yn"), "yynnn", "yyyn", "n", 0.25, 0.5);
    row("not most frequent in the cell", labels("yn"), "yyn", "nnnn", "y", 0.0, 0.5);
    row("a tie goes to the first of the format", labels("ny"), "yyynnn", "yyyn", "n", 0.25, 0.5);
    row("a label never seen is still guessed", labels("yno"), "yyn", "yynn", "y", 0.5, 1.0 / 3);
    row("choices", choices(), "ABBD", "AABB", "B", 0.5, 0.25);
    row("a gold outside the set", choices(), "EEEA", "EA", "E", 0.5, 0.2);
}

void BaselinesTest::closedSets()
{
    QFETCH(AnswerFormat, format);
    QFETCH(QString, train);
    QFETCH(QString, cell);
    QFETCH(QString, label);
    QFETCH(double, majority);
    QFETCH(double, chance);
    const Baseline found =
        baseline(format, metricOfKind(MetricKind::Accuracy), letters(train.toLatin1().constData()),
                 letters(cell.toLatin1().constData()));
    QVERIFY(found.isDefined());
    QCOMPARE(found.label, label);
    QCOMPARE(off(found.majority, majority), QString());
    QCOMPARE(off(found.chance, chance), QString());
}

// The same as scoring a cell of which every answer is the majority label.
void BaselinesTest::alwaysOneLabelScoresAsTheMetricSays_data()
{
    QTest::addColumn<MetricKind>("kind");
    QTest::addColumn<QString>("train");
    QTest::addColumn<QString>("cell");
    for (const MetricKind kind :
         {MetricKind::Accuracy, MetricKind::ExactMatch, MetricKind::MacroF1, MetricKind::MacroF1Reference})
        for (const char* cell : {"yyyn", "nnnn", "yyyy", "ynoo"})
            for (const char* train : {"yyn", "nny", "oon"})
                QTest::addRow("%s %s %s", qPrintable(name(kind)), train, cell)
                    << kind << QString::fromLatin1(train) << QString::fromLatin1(cell);
}

void BaselinesTest::alwaysOneLabelScoresAsTheMetricSays()
{
    QFETCH(MetricKind, kind);
    QFETCH(QString, train);
    QFETCH(QString, cell);
    const Baseline found = baseline(labels("yno"), metricOfKind(kind), letters(train.toLatin1().constData()),
                                    letters(cell.toLatin1().constData()));
    const QByteArray always(cell.size(), found.label.front().toLatin1());
    const double expected =
        metricOf(metricOfKind(kind), {labelled(cell.toLatin1().constData(), always.constData())});
    QCOMPARE(off(found.majority, expected), QString());
}

void BaselinesTest::guessingScoresAsItDoesOnAverage()
{
    const char* const golds = "aaaaaaaaaabbbbbcccccccccccccccccccccddddd"; // 41 answers
    for (const MetricKind kind : {MetricKind::Accuracy, MetricKind::MacroF1}) {
        const double chance =
            baseline(labels("abcd"), metricOfKind(kind), letters("abcd"), letters(golds)).chance;
        double sum = 0;
        constexpr int trials = 1500;
        for (int trial = 0; trial < trials; ++trial) {
            Draw draw(30, QString::number(trial));
            QByteArray guesses;
            for (const char* gold = golds; *gold != 0; ++gold)
                guesses += "abcd"[draw.below(4)];
            sum += metricOf(metricOfKind(kind), {labelled(golds, guesses.constData())}) / trials;
        }
        QCOMPARE(off(sum, chance, 0.01),
                 QString()); // macro-F1: at the expected counts, which is close to the mean
    }
}

void BaselinesTest::numbersGuessAmongThoseOfTrain()
{
    const QStringList train{QStringLiteral("10"), QStringLiteral("2"), QStringLiteral("10"),
                            QStringLiteral("2"), QStringLiteral("7")};
    const QStringList cell{QStringLiteral("2"), QStringLiteral("2"), QStringLiteral("5"),
                           QStringLiteral("10")};
    const Baseline found =
        baseline(formatOf(AnswerKind::Number), metricOfKind(MetricKind::Accuracy), train, cell);
    QCOMPARE(found.label, QStringLiteral("2")); // a tie goes to the smaller number, not to the smaller text
    QCOMPARE(off(found.majority, 0.5), QString());
    QCOMPARE(off(found.chance, (0.5 + 0.25 + 0) / 3), QString());
}

void BaselinesTest::toleranceCounts()
{
    Metric metric = metricOfKind(MetricKind::Numeric);
    metric.tolerance = 0.5;
    const QStringList cell{QStringLiteral("3.4"), QStringLiteral("3.6"), QStringLiteral("2.5"),
                           QStringLiteral("-3")};
    const Baseline found = baseline(formatOf(AnswerKind::Number), metric, {QStringLiteral("3")}, cell);
    QCOMPARE(off(found.majority, 0.5), QString());
}

void BaselinesTest::nothingToGuess_data()
{
    QTest::addColumn<AnswerFormat>("format");
    QTest::addColumn<MetricKind>("kind");
    QTest::addColumn<QString>("train");
    QTest::addColumn<QString>("cell");
    const auto row = [](const char* name, const AnswerFormat& format, MetricKind kind, const char* train,
                        const char* cell) {
        QTest::newRow(name) << format << kind << QString::fromLatin1(train) << QString::fromLatin1(cell);
    };
    row("text", formatOf(AnswerKind::Text), MetricKind::ExactMatch, "ab", "ab");
    row("token F1", labels("yn"), MetricKind::TokenF1, "yn", "yn");
    row("command", labels("yn"), MetricKind::Command, "yn", "yn");
    row("judge", labels("yn"), MetricKind::Judge, "yn", "yn");
    row("no train examples", labels("yn"), MetricKind::Accuracy, "", "yn");
    row("no examples", labels("yn"), MetricKind::Accuracy, "yn", "");
}

void BaselinesTest::nothingToGuess()
{
    QFETCH(AnswerFormat, format);
    QFETCH(MetricKind, kind);
    QFETCH(QString, train);
    QFETCH(QString, cell);
    const Baseline found = baseline(format, metricOfKind(kind), letters(train.toLatin1().constData()),
                                    letters(cell.toLatin1().constData()));
    QVERIFY(!found.isDefined());
    QVERIFY(qIsNaN(found.chance) && found.label.isEmpty());
}

QTEST_GUILESS_MAIN(BaselinesTest)
#include "BaselinesTest.moc"
