#include "core/tasks/TaskHead.h"

#include "core/tasks/readers/Record.h"

#include <QStringDecoder>
#include <yaml-cpp/yaml.h>

namespace metaspo {

namespace {

constexpr qsizetype largestHead = 1024 * 1024;

QString textOf(const YAML::Node& node)
{
    if (!node.IsScalar())
        return {};
    // QString::fromUtf8 would drop a leading U+FEFF.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(QByteArrayView(node.Scalar().data(), static_cast<qsizetype>(node.Scalar().size())));
}

QStringList textsOf(const YAML::Node& node)
{
    QStringList texts;
    if (node.IsScalar())
        texts.append(textOf(node));
    for (const YAML::Node& element : node)
        if (node.IsSequence())
            texts.append(textOf(element));
    return texts;
}

/// Why the head is wrong, with the line of the file (the head starts in its second).
struct HeadFault
{
    int line = 0;
    QString why;
};

template <typename E> E named(const YAML::Node& node, const QString& key)
{
    if (const auto value = fromName<E>(textOf(node)))
        return *value;
    throw HeadFault{node.Mark().line + 2, QStringLiteral("\"%1\" is none of %2").arg(key, allNames<E>())};
}

template <typename T> T number(const YAML::Node& node, const QString& key)
{
    T value{};
    if (!YAML::convert<T>::decode(node, value))
        throw HeadFault{node.Mark().line + 2, QStringLiteral("\"%1\" is not a number").arg(key)};
    return value;
}

void readLabels(const YAML::Node& node, AnswerFormat& format)
{
    if (node.IsSequence())
        for (const QString& label : textsOf(node))
            format.labels.append({label, {}});
    if (node.IsMap())
        for (const auto& entry : node)
            format.labels.append({textOf(entry.first), textsOf(entry.second)});
}

void readKey(const QString& key, const YAML::Node& value, Task& task, quint64& seed)
{
    if (key == u"name")
        task.name = textOf(value);
    else if (key == u"domain")
        task.domain = textOf(value);
    else if (key == u"role")
        task.role = named<TaskRole>(value, key);
    else if (key == u"user_prompt")
        task.userPrompt = textOf(value);
    else if (key == u"answer_format")
        task.format.kind = named<AnswerKind>(value, key);
    else if (key == u"choices")
        task.format.choices = textsOf(value);
    else if (key == u"labels")
        readLabels(value, task.format);
    else if (key == u"number")
        task.format.number = named<NumberKind>(value, key);
    else if (key == u"metric")
        task.metric.kind = named<MetricKind>(value, key);
    else if (key == u"tolerance")
        task.metric.tolerance = number<double>(value, key);
    else if (key == u"judge")
        task.metric.judge = textOf(value);
    else if (key == u"command")
        task.metric.command = textOf(value);
    else if (key == u"origin")
        task.origin = textOf(value);
    else if (key == u"licence")
        task.licence = textOf(value);
    else if (key == u"seed")
        seed = number<quint64>(value, key);
    else
        throw HeadFault{value.Mark().line + 2, QStringLiteral("the head has no key \"%1\"").arg(key)};
}

void requireEssentials(const Task& task, const QStringList& keys)
{
    for (const QString& key : {QStringLiteral("name"), QStringLiteral("domain"),
                               QStringLiteral("user_prompt"), QStringLiteral("answer_format")})
        if (!keys.contains(key))
            throw HeadFault{1, QStringLiteral("the head lacks \"%1\"").arg(key)};
    if (task.format.kind == AnswerKind::Choice && task.format.choices.isEmpty())
        throw HeadFault{1, QStringLiteral("the answer format choice needs \"choices\"")};
    if (task.format.kind == AnswerKind::Label && task.format.labels.isEmpty())
        throw HeadFault{1, QStringLiteral("the answer format label needs \"labels\"")};
}

void readInto(const YAML::Node& root, Task& task, quint64& seed)
{
    if (!root.IsMap())
        throw HeadFault{2, QStringLiteral("the head is not a list of \"key: value\"")};
    QStringList keys;
    for (const auto& entry : root) {
        const QString key = textOf(entry.first);
        if (keys.contains(key))
            throw HeadFault{entry.first.Mark().line + 2, QStringLiteral("\"%1\" stands twice").arg(key)};
        keys.append(key);
        readKey(key, entry.second, task, seed);
    }
    requireEssentials(task, keys);
    if (task.userPrompt.endsWith(u'\n'))
        task.userPrompt.chop(1);
    if (!keys.contains(QStringLiteral("metric")) && task.format.kind == AnswerKind::Text)
        task.metric.kind = MetricKind::ExactMatch;
}

/// A double-quoted YAML scalar: everything that could mean something to a parser is escaped.
QByteArray quoted(const QString& text)
{
    QString result;
    for (const QChar character : text) {
        const char16_t code = character.unicode();
        if (code == u'"' || code == u'\\')
            result += QLatin1Char('\\') + QString(character);
        else if (code == u'\n')
            result += QStringLiteral("\\n");
        else if (code == u'\t')
            result += QStringLiteral("\\t");
        else if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
                 code == 0xFEFF)
            result += QStringLiteral("\\u%1").arg(static_cast<int>(code), 4, 16, QLatin1Char('0'));
        else
            result += character;
    }
    return '"' + result.toUtf8() + '"';
}

QByteArray quotedList(const QStringList& texts)
{
    QByteArrayList parts;
    for (const QString& text : texts)
        parts.append(quoted(text));
    return '[' + parts.join(", ") + ']';
}

/// Readable as a block where that is exact; else quoted. One line end more than the prompt has, which reading
/// takes off.
QByteArray promptValue(const QString& prompt)
{
    const QStringList lines = prompt.split(u'\n');
    const bool isPlain =
        !lines.front().isEmpty() && !lines.back().isEmpty() &&
        std::none_of(prompt.begin(), prompt.end(),
                     [](QChar character) { return character != u'\n' && !character.isPrint(); }) &&
        !lines.front().startsWith(u' ');
    if (!isPlain)
        return quoted(prompt + u'\n') + '\n';
    QByteArray block = "|\n";
    for (const QString& line : lines)
        block += (line.isEmpty() ? QByteArray() : "  " + line.toUtf8()) + '\n';
    return block;
}

QByteArray formatLines(const AnswerFormat& format)
{
    QByteArray lines = "answer_format: " + name(format.kind).toLatin1() + '\n';
    if (!format.choices.isEmpty())
        lines += "choices: " + quotedList(format.choices) + '\n';
    if (!format.labels.isEmpty())
        lines += "labels:\n";
    for (const Label& label : format.labels)
        lines += "  " + quoted(label.name) + ": " + quotedList(label.synonyms) + '\n';
    if (format.kind == AnswerKind::Number || format.number != NumberKind::Integer)
        lines += "number: " + name(format.number).toLatin1() + '\n';
    return lines;
}

QByteArray metricLines(const Metric& metric)
{
    QByteArray lines = "metric: " + name(metric.kind).toLatin1() + '\n';
    if (metric.tolerance != 0)
        lines +=
            "tolerance: " + QByteArray::number(metric.tolerance, 'g', QLocale::FloatingPointShortest) + '\n';
    if (!metric.judge.isEmpty())
        lines += "judge: " + quoted(metric.judge) + '\n';
    if (!metric.command.isEmpty())
        lines += "command: " + quoted(metric.command) + '\n';
    return lines;
}

} // namespace

Result<void> readTaskHead(const QByteArray& yaml, const QString& fileName, Task& task, quint64& seed)
{
    const auto bad = [&fileName](int line, const QString& why) {
        return badFile(fileName, QStringLiteral("Line %1: %2.").arg(line).arg(why),
                       QStringLiteral("Correct the head between the two lines \"---\"."));
    };
    if (yaml.size() > largestHead)
        return bad(1, QStringLiteral("the head is longer than 1 MB"));
    try {
        readInto(YAML::Load(yaml.toStdString()), task, seed);
    } catch (const HeadFault& fault) {
        return bad(fault.line, fault.why);
    } catch (const YAML::Exception& exception) {
        return bad(exception.mark.line + 2,
                   QStringLiteral("not valid YAML, %1").arg(QString::fromStdString(exception.msg)));
    }
    return {};
}

QByteArray writeTaskHead(const Task& task)
{
    return "name: " + quoted(task.name) + "\ndomain: " + quoted(task.domain) +
           "\nrole: " + name(task.role).toLatin1() + "\nuser_prompt: " + promptValue(task.userPrompt) +
           formatLines(task.format) + metricLines(task.metric) +
           (task.origin.isEmpty() ? QByteArray() : "origin: " + quoted(task.origin) + '\n') +
           (task.licence.isEmpty() ? QByteArray() : "licence: " + quoted(task.licence) + '\n');
}

} // namespace metaspo
