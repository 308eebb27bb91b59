#include "core/engine/CalibrationRecord.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace metaspo {

namespace {

constexpr int formatVersion = 1;

QByteArray line(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QJsonArray placeJson(const CalibrationPlace& place)
{
    return {place.example, place.prompt, place.repeat};
}

CalibrationPlace placeOf(const QJsonValue& value)
{
    const QJsonArray array = value.toArray();
    return {array.at(0).toInt(), array.at(1).toInt(), array.at(2).toInt()};
}

// What was not reported is not there.
void put(QJsonObject& object, const QString& name, qint64 count)
{
    if (count >= 0)
        object.insert(name, count);
}

qint64 count(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name)).toInteger(-1);
}

CalibrationAnswer answerOf(const QJsonObject& object)
{
    CalibrationAnswer answer;
    answer.place = placeOf(object.value(QLatin1String("answer")));
    answer.response = object.value(QLatin1String("response")).toString();
    answer.isReadable = object.contains(QLatin1String("reading"));
    answer.reading = object.value(QLatin1String("reading")).toString();
    const QString finish = object.value(QLatin1String("finish")).toString();
    answer.finish = fromName<FinishReason>(finish).value_or(FinishReason::Other);
    answer.usage = {count(object, "input_tokens"), count(object, "cached_tokens"), count(object, "output_tokens"),
                    count(object, "reasoning_tokens")};
    answer.latencyMicroseconds = object.value(QLatin1String("latency_us")).toInteger();
    if (const qint64 cost = count(object, "cost_nano_usd"); cost >= 0)
        answer.costNanoDollars = cost;
    answer.sentUnixMilliseconds = object.value(QLatin1String("sent_ms")).toInteger();
    answer.answeredUnixMilliseconds = object.value(QLatin1String("answered_ms")).toInteger();
    answer.possiblyPaid = object.value(QLatin1String("possibly_paid")).toInt();
    return answer;
}

void readHead(CalibrationRecord& record, const QJsonObject& head)
{
    record.connection = head.value(QLatin1String("connection")).toString();
    record.model = head.value(QLatin1String("model")).toString();
    record.task = head.value(QLatin1String("task")).toString();
    record.asks = head.value(QLatin1String("asks")).toString().toLatin1();
    record.startedUtc = QDateTime::fromString(head.value(QLatin1String("started_utc")).toString(), Qt::ISODateWithMs);
    record.width = head.value(QLatin1String("width")).toInt();
    record.examples = head.value(QLatin1String("examples")).toInt();
    record.systemPrompts = head.value(QLatin1String("system_prompts")).toInt();
    record.repeats = head.value(QLatin1String("repeats")).toInt();
}

void readEvent(CalibrationRecord& record, const QJsonObject& event)
{
    if (event.contains(QLatin1String("sent"))) {
        record.open.append(placeOf(event.value(QLatin1String("sent"))));
    } else if (event.contains(QLatin1String("answer"))) {
        record.answers.append(answerOf(event));
        record.open.removeOne(record.answers.last().place);
    } else if (event.contains(QLatin1String("failed"))) {
        record.open.removeOne(placeOf(event.value(QLatin1String("failed"))));
        record.possiblyPaid += event.value(QLatin1String("possibly_paid")).toInt();
    }
}

} // namespace

QByteArray headLine(const CalibrationRecord& record)
{
    return line({{QStringLiteral("calibration"), formatVersion},
                 {QStringLiteral("connection"), record.connection},
                 {QStringLiteral("model"), record.model},
                 {QStringLiteral("task"), record.task},
                 {QStringLiteral("asks"), QString::fromLatin1(record.asks)},
                 {QStringLiteral("started_utc"), record.startedUtc.toString(Qt::ISODateWithMs)},
                 {QStringLiteral("width"), record.width},
                 {QStringLiteral("examples"), record.examples},
                 {QStringLiteral("system_prompts"), record.systemPrompts},
                 {QStringLiteral("repeats"), record.repeats}});
}

QByteArray sentLine(const CalibrationPlace& place)
{
    return line({{QStringLiteral("sent"), placeJson(place)}});
}

QByteArray answerLine(const CalibrationAnswer& answer)
{
    QJsonObject object{{QStringLiteral("answer"), placeJson(answer.place)},
                       {QStringLiteral("response"), answer.response},
                       {QStringLiteral("finish"), QString(name(answer.finish))},
                       {QStringLiteral("latency_us"), answer.latencyMicroseconds},
                       {QStringLiteral("sent_ms"), answer.sentUnixMilliseconds},
                       {QStringLiteral("answered_ms"), answer.answeredUnixMilliseconds}};
    if (answer.isReadable)
        object.insert(QStringLiteral("reading"), answer.reading);
    put(object, QStringLiteral("input_tokens"), answer.usage.input);
    put(object, QStringLiteral("cached_tokens"), answer.usage.cached);
    put(object, QStringLiteral("output_tokens"), answer.usage.output);
    put(object, QStringLiteral("reasoning_tokens"), answer.usage.reasoning);
    put(object, QStringLiteral("cost_nano_usd"), answer.costNanoDollars.value_or(-1));
    if (answer.possiblyPaid > 0)
        object.insert(QStringLiteral("possibly_paid"), answer.possiblyPaid);
    return line(object);
}

QByteArray failureLine(const CalibrationPlace& place, const Error& error, int possiblyPaid)
{
    return line({{QStringLiteral("failed"), placeJson(place)},
                 {QStringLiteral("error"), identifier(error.kind)},
                 {QStringLiteral("possibly_paid"), possiblyPaid}});
}

Result<CalibrationRecord> calibrationRecord(const QByteArray& lines)
{
    CalibrationRecord record;
    bool hasHead = false;
    for (const QByteArray& text : lines.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        if (hasHead)
            readEvent(record, object);
        else if (object.value(QLatin1String("calibration")).toInt() == formatVersion) {
            readHead(record, object);
            hasHead = true;
        }
    }
    if (!hasHead)
        return failure(ErrorKind::FileForeign,
                       QStringLiteral("The file holds no calibration that this version can read"));
    return record;
}

} // namespace metaspo
