#include "core/analysis/DomainBaseline.h"
#include "tests/core/analysis/AnswerSamples.h"
#include "tests/core/analysis/Near.h"

#include <QTest>

using namespace metaspo;

namespace {

AnswerFormat labels(const QString& names)
{
    AnswerFormat format;
    format.kind = AnswerKind::Label;
    for (const QChar letter : names)
        format.labels.append({QString(letter), {}});
    return format;
}

QStringList letters(const QString& text)
{
    return text.split(QString(), Qt::SkipEmptyParts);
}

TaskBaseline baselineOf(MetricKind kind, const QString& answers, const QString& golds)
{
    return {{}, Split::Train, baseline(labels(answers), metricOfKind(kind), letters(golds), letters(golds)),
            chanceDeviation(labels(answers), metricOfKind(kind), letters(golds), letters(golds))};
}

TaskBaseline task(const QString& domain, Split split, TaskBaseline baseline)
{
    baseline.domain = domain;
    baseline.split = split;
    return baseline;
}

} // namespace

/// How those scatter who only guess, and what that makes of a domain.
class DomainBaselineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guessersScatterAsSaid_data();
    void guessersScatterAsSaid();
    void oneTaskIsABinomial();
    void moreTasksScatterLess();
    void splitsAndDomainsStayApart();
    void oneUndefinedTaskTakesTheDomainAway();
    void boundsStayShares();
};

void DomainBaselineTest::guessersScatterAsSaid_data()
{
    QTest::addColumn<MetricKind>("kind");
    QTest::addColumn<QString>("answers");
    QTest::addColumn<QString>("golds");
    for (const MetricKind kind : {MetricKind::Accuracy, MetricKind::MacroF1, MetricKind::MacroF1Reference}) {
        QTest::addRow("%s, four answers", qPrintable(name(kind)))
            << kind << QStringLiteral("abcd") << QString(QStringLiteral("aaaaaaaaaabbbbbcccccccccccccccccccccddddd"));
        QTest::addRow("%s, one answer is never right", qPrintable(name(kind)))
            << kind << QStringLiteral("abc") << QString(QStringLiteral("aaaaaaaaabbbbb"));
    }
}

// By guessing indeed, scored by the metric itself.
void DomainBaselineTest::guessersScatterAsSaid()
{
    QFETCH(MetricKind, kind);
    QFETCH(QString, answers);
    QFETCH(QString, golds);
    constexpr int trials = 3000;
    double sum = 0;
    double squares = 0;
    for (int trial = 0; trial < trials; ++trial) {
        Draw draw(31, QString::number(trial));
        QByteArray guesses;
        for (qsizetype example = 0; example < golds.size(); ++example)
            guesses += answers.at(draw.below(answers.size())).toLatin1();
        const double score =
            metricOf(metricOfKind(kind), {labelled(golds.toLatin1().constData(), guesses.constData())});
        sum += score;
        squares += score * score;
    }
    const double deviation = std::sqrt(squares / trials - sum / trials * sum / trials);
    const double said = baselineOf(kind, answers, golds).chanceDeviation;
    QCOMPARE(off(said / deviation, 1, 0.1), QString()); // 400 guessers know it to 3.5 %
}

void DomainBaselineTest::oneTaskIsABinomial()
{
    const TaskBaseline four = baselineOf(MetricKind::Accuracy, QStringLiteral("abcd"), QString(100, u'a'));
    QCOMPARE(off(four.chanceDeviation, std::sqrt(0.25 * 0.75 / 100)), QString());
    const QList<DomainBaseline> found = domainBaselines({task(QStringLiteral("D"), Split::Test, four)});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().domain, QStringLiteral("D"));
    QCOMPARE(off(found.first().chance, 0.25), QString());
    QCOMPARE(off(found.first().majority, 1), QString());
    const double half = 1.959963984540054 * std::sqrt(0.25 * 0.75 / 100);
    QCOMPARE(off(found.first().chance95, 0.25 - half, 0.25 + half), QString());
}

void DomainBaselineTest::moreTasksScatterLess()
{
    const TaskBaseline two = baselineOf(MetricKind::Accuracy, QStringLiteral("ab"), QString(100, u'a'));
    const TaskBaseline four =
        baselineOf(MetricKind::Accuracy, QStringLiteral("abcd"), QString(50, u'a') + QString(50, u'b'));
    const DomainBaseline found = domainBaselines({task(QStringLiteral("D"), Split::Test, two),
                                                  task(QStringLiteral("D"), Split::Test, four)})
                                     .first();
    QCOMPARE(off(found.chance, (0.5 + 0.25) / 2), QString());
    QCOMPARE(off(found.majority, (1 + 0.5) / 2), QString());
    const double half = 1.959963984540054 * std::sqrt((0.25 + 0.1875) / 100) / 2;
    QCOMPARE(off(found.chance95, 0.375 - half, 0.375 + half), QString());
}

void DomainBaselineTest::splitsAndDomainsStayApart()
{
    const TaskBaseline two = baselineOf(MetricKind::Accuracy, QStringLiteral("ab"), QString(10, u'a'));
    const TaskBaseline four = baselineOf(MetricKind::Accuracy, QStringLiteral("abcd"), QString(10, u'a'));
    const QList<DomainBaseline> found =
        domainBaselines({task(QStringLiteral("E"), Split::Train, four), task(QStringLiteral("D"), Split::Test, two),
                         task(QStringLiteral("D"), Split::Train, four)});
    QStringList listed;
    for (const DomainBaseline& one : found)
        listed.append(QStringLiteral("%1 %2 %3").arg(one.domain, name(one.split)).arg(one.chance));
    QCOMPARE(listed.join(QStringLiteral("; ")), QStringLiteral("D train 0.25; D test 0.5; E train 0.25"));
}

void DomainBaselineTest::oneUndefinedTaskTakesTheDomainAway()
{
    const TaskBaseline two = baselineOf(MetricKind::Accuracy, QStringLiteral("ab"), QString(10, u'a'));
    QCOMPARE(domainBaselines({task(QStringLiteral("D"), Split::Test, two), task(QStringLiteral("D"), Split::Test, {}),
                              task(QStringLiteral("D"), Split::Train, two)})
                 .size(),
             1);
}

void DomainBaselineTest::boundsStayShares()
{
    const TaskBaseline few = baselineOf(MetricKind::Accuracy, QStringLiteral("abcd"), QStringLiteral("aa"));
    const Interval band = domainBaselines({task(QStringLiteral("D"), Split::Test, few)}).first().chance95;
    QVERIFY(band.low >= 0 && band.high <= 1 && band.contains(0.25));
}

QTEST_GUILESS_MAIN(DomainBaselineTest)
#include "DomainBaselineTest.moc"
