#include "core/tasks/TaskFile.h"

#include "core/tasks/Splitter.h"
#include "core/tasks/TaskHead.h"
#include "core/tasks/readers/Record.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace metaspo {

namespace {

constexpr QByteArrayView fence{"---"};

/// Walks the lines of a file in memory.
class Lines
{
public:
    explicit Lines(const QByteArray& content)
        : m_content(content)
    {}

    bool next(QByteArray& line)
    {
        if (m_position >= m_content.size())
            return false;
        qsizetype end = m_content.indexOf('\n', m_position);
        end = end < 0 ? m_content.size() : end;
        line = m_content.mid(m_position, end - m_position);
        if (line.endsWith('\r'))
            line.chop(1);
        m_position = end + 1;
        ++m_line;
        return true;
    }
    qint64 line() const { return m_line; }

private:
    const QByteArray& m_content;
    qsizetype m_position = 0;
    qint64 m_line = 0;
};

tl::unexpected<Error> badLine(const QString& fileName, qint64 line, const QString& why,
                              const QString& remedy = {})
{
    return badFile(fileName, QStringLiteral("Line %1: %2.").arg(line).arg(why), remedy);
}

QString exampleShape()
{
    return QStringLiteral(
        "Every line below the head is one example, such as {\"question\": \"…\", \"answer\": \"…\"}.");
}

/// An answer as text: strings, numbers and booleans.
std::optional<QString> answerText(const QJsonValue& value)
{
    if (value.isArray() || value.isObject() || value.isNull() || value.isUndefined())
        return std::nullopt;
    return Record::ofObject(0, QJsonObject{{QStringLiteral("answer"), value}}, {})
        .text(QStringLiteral("answer"));
}

Result<QStringList> answersOf(const QString& fileName, qint64 line, const QJsonObject& object)
{
    const QJsonValue many = object.value(QStringLiteral("answers"));
    const QJsonArray values =
        many.isArray() ? many.toArray() : QJsonArray{object.value(QStringLiteral("answer"))};
    if (!many.isUndefined() && (!many.isArray() || object.contains(QStringLiteral("answer"))))
        return badLine(fileName, line,
                       QStringLiteral("\"answers\" is a list, and stands instead of \"answer\""),
                       exampleShape());
    QStringList answers;
    for (const QJsonValue& value : values) {
        const auto text = answerText(value);
        if (!text)
            return badLine(fileName, line,
                           QStringLiteral("the example has no \"answer\" that is a text or a number"),
                           exampleShape());
        answers.append(*text);
    }
    return answers;
}

/// Reads one line; returns whether it says its split.
Result<bool> readExample(const QString& fileName, qint64 line, const QByteArray& bytes, Example& example)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return badLine(
            fileName, line,
            QStringLiteral("not valid JSON at column %1, %2").arg(error.offset).arg(error.errorString()),
            exampleShape());
    const QJsonObject object = document.object();
    const QJsonValue question = object.value(QStringLiteral("question"));
    if (!question.isString())
        return badLine(fileName, line, QStringLiteral("the example has no \"question\" that is a text"),
                       exampleShape());
    example.question = question.toString();
    auto answers = answersOf(fileName, line, object);
    if (!answers)
        return tl::unexpected(answers.error());
    example.answers = *answers;
    example.externalId = object.value(QStringLiteral("id")).toString();
    const QJsonValue split = object.value(QStringLiteral("split"));
    if (split.isUndefined())
        return false;
    const auto known = fromName<Split>(split.toString());
    if (!known)
        return badLine(fileName, line, QStringLiteral("\"split\" is none of %1").arg(allNames<Split>()));
    example.split = *known;
    return true;
}

Result<QList<Split>> readExamples(const QString& fileName, Lines& lines, Task& task)
{
    bool saysSplit = false;
    QList<Split> given;
    QByteArray bytes;
    while (lines.next(bytes)) {
        if (bytes.trimmed().isEmpty())
            continue;
        Example example;
        const auto says = readExample(fileName, lines.line(), bytes, example);
        if (!says)
            return tl::unexpected(says.error());
        if (!task.examples.isEmpty() && *says != saysSplit)
            return badLine(fileName, lines.line(),
                           QStringLiteral("some examples say their split, others do not"),
                           QStringLiteral("Give \"split\" to all of them or to none."));
        saysSplit = *says;
        if (saysSplit && !given.contains(example.split))
            given.append(example.split);
        example.index = static_cast<int>(task.examples.size());
        task.examples.append(example);
    }
    if (task.examples.isEmpty())
        return badFile(fileName, QStringLiteral("It has a head but no examples."), exampleShape());
    return given;
}

} // namespace

Result<Task> readTaskFile(const QByteArray& content, const QString& fileName)
{
    return readTaskFile(content, fileName, {}, {});
}

Result<Task> readTaskFile(const QByteArray& content, const QString& fileName, const SplitSizes& sizes,
                          std::optional<quint64> seed)
{
    Lines lines(content);
    QByteArray line;
    if (!content.isValidUtf8())
        return badFile(fileName, QStringLiteral("It is not valid UTF-8."),
                       QStringLiteral("Convert it, for instance with: iconv -f WINDOWS-1252 -t UTF-8"));
    if (!lines.next(line) || line.trimmed() != fence)
        return badFile(fileName, QStringLiteral("Line 1 is not \"---\"."),
                       QStringLiteral("A task file begins with a YAML head between two lines \"---\"."));
    QByteArray head;
    bool isClosed = false;
    while (!isClosed && lines.next(line)) {
        isClosed = line == fence;
        if (!isClosed)
            head += line + '\n';
    }
    if (!isClosed)
        return badFile(fileName, QStringLiteral("The head that begins in line 1 is never closed."),
                       QStringLiteral("Put a line \"---\" after the head."));
    Task task;
    quint64 ownSeed = 1;
    if (const auto read = readTaskHead(head, fileName, task, ownSeed); !read)
        return tl::unexpected(read.error());
    const auto given = readExamples(fileName, lines, task);
    if (!given)
        return tl::unexpected(given.error());
    if (given->isEmpty() || sizes.train || sizes.validation || sizes.test)
        if (const auto split = assignSplits(task, *given, sizes, seed.value_or(ownSeed)); !split)
            return tl::unexpected(split.error());
    return task;
}

QByteArray writeTaskFile(const Task& task)
{
    QByteArray content = "---\n" + writeTaskHead(task) + "---\n";
    for (const Example& example : task.examples) {
        QJsonObject object{{QStringLiteral("question"), example.question},
                           {QStringLiteral("split"), name(example.split)}};
        if (example.answers.size() == 1)
            object.insert(QStringLiteral("answer"), example.answers.front());
        else
            object.insert(QStringLiteral("answers"), QJsonArray::fromStringList(example.answers));
        if (!example.externalId.isEmpty())
            object.insert(QStringLiteral("id"), example.externalId);
        // Qt's JSON reader drops a U+FEFF that begins a string, unless it is escaped.
        content +=
            QJsonDocument(object).toJson(QJsonDocument::Compact).replace("\xEF\xBB\xBF", "\\ufeff") + '\n';
    }
    return content;
}

} // namespace metaspo
