#include "core/engine/CalibrationRecord.h"

#include <QTest>

using namespace metaspo;

/// What the lines of a calibration add up to, also where some are missing.
class CalibrationRecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsThatNobodyHeardOfMayBePaid();
    void pausesDoNotCountAsTime();
};

void CalibrationRecordTest::callsThatNobodyHeardOfMayBePaid()
{
    CalibrationRecord record;
    record.startedUtc = QDateTime::fromSecsSinceEpoch(1'000, Qt::UTC);
    record.asks = "0123";
    record.examples = record.systemPrompts = record.repeats = 2;
    const CalibrationPlace place{3, 0, 1};
    CalibrationAnswer answer;
    answer.place = {3, 1, 1};
    answer.reading = QStringLiteral("B");
    answer.isReadable = true;
    answer.usage = {10, -1, 5, -1};
    const QByteArray lines = headLine(record) + sentLine(place) + sentLine(answer.place) + answerLine(answer);
    const auto read = calibrationRecord(lines);
    QVERIFY(read.has_value());
    QCOMPARE(read->answers, QList{answer});
    QCOMPARE(read->open, QList{place});
    QCOMPARE(calibrationResult(*read).possiblyPaid, 1);
    const Error error{ErrorKind::TimedOut, {}, {}, {}};
    QCOMPARE(calibrationResult(*calibrationRecord(lines + failureLine(place, error, 0))).possiblyPaid, 0);
    QCOMPARE(calibrationResult(*calibrationRecord(lines + failureLine(place, error, 2))).possiblyPaid, 2);
    QVERIFY(!calibrationRecord(sentLine(place))); // no head
}

void CalibrationRecordTest::pausesDoNotCountAsTime()
{
    CalibrationRecord record;
    record.startedUtc = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    record.examples = 3;
    record.systemPrompts = record.repeats = 1;
    const QList<std::pair<qint64, qint64>> times{{1'000, 3'000}, {2'000, 4'000}, {900'000, 903'000}};
    for (int example = 0; example < times.size(); ++example) {
        CalibrationAnswer answer;
        answer.place = {example, 0, 0};
        answer.sentUnixMilliseconds = times[example].first;
        answer.answeredUnixMilliseconds = times[example].second;
        record.answers.append(answer);
    }
    const CalibrationResult result = calibrationResult(record);
    QCOMPARE(result.secondsPerCall, 2.0); // three seconds at work twice, three calls
    QCOMPARE(result.measuredUtc.toMSecsSinceEpoch(), 903'000);
}

QTEST_GUILESS_MAIN(CalibrationRecordTest)
#include "CalibrationRecordTest.moc"
