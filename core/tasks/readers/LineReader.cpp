#include "core/tasks/readers/LineReader.h"

#include "core/tasks/readers/Record.h"

#include <QFileInfo>

namespace metaspo {

namespace {

constexpr qint64 megabyte = 1024 * 1024;

bool isUtf16(const QByteArray& start)
{
    return start.startsWith("\xFF\xFE") || start.startsWith("\xFE\xFF");
}

QString iconv(const QString& path, QLatin1String encoding)
{
    return QStringLiteral("Convert it, for instance with: iconv -f %1 -t UTF-8 \"%2\" > converted.txt")
        .arg(encoding, QFileInfo(path).fileName());
}

} // namespace

LineReader::LineReader(const QString& path, qint64 lineLimit)
    : m_path(path)
    , m_file(path)
    , m_lineLimit(lineLimit)
{}

Result<void> LineReader::open(qint64 fileLimit)
{
    const QFileInfo info(m_path);
    if (!info.exists())
        return failure(ErrorKind::NotFound, QStringLiteral("There is no file \"%1\".").arg(m_path), {},
                       QStringLiteral("Check the path and try again."));
    if (info.isDir())
        return badFile(m_path, QStringLiteral("It is a folder."), QStringLiteral("Name the files in it."));
    if (!info.isFile())
        return badFile(m_path, QStringLiteral("It is no regular file."),
                       QStringLiteral("Save the data in a file and name that."));
    if (!m_file.open(QIODevice::ReadOnly))
        return badFile(m_path, QStringLiteral("It cannot be read: %1.").arg(m_file.errorString()),
                       QStringLiteral("Check that you are allowed to read it."));
    if (m_file.size() == 0)
        return badFile(m_path, QStringLiteral("It is empty."),
                       QStringLiteral("Check that it is the right file."));
    if (m_file.size() > fileLimit)
        return badFile(
            m_path,
            QStringLiteral("It has %1 MB; up to %2 MB are read.")
                .arg((m_file.size() + megabyte - 1) / megabyte)
                .arg(fileLimit / megabyte),
            QStringLiteral("Take a part of it: a task needs some hundred to a few thousand examples."));
    return {};
}

/// Up to and with the line end; empty at the end of the file. QIODevice::readLine would allocate the limit
/// each time.
Result<QByteArray> LineReader::takeLine()
{
    constexpr qint64 blockSize = 256 * 1024;
    qsizetype searched = m_position;
    for (;;) {
        const qsizetype end = m_block.indexOf('\n', searched);
        const qsizetype size = (end < 0 ? m_block.size() : end + 1) - m_position;
        if (size > m_lineLimit)
            return badFile(
                m_path,
                QStringLiteral("Line %1 is longer than %2 MB.").arg(m_line + 1).arg(m_lineLimit / megabyte),
                QStringLiteral("Check that it is the right file and that quotes are closed."));
        if (end >= 0 || m_isAtEnd) {
            const QByteArray line = m_block.mid(m_position, size);
            m_position += size;
            return line;
        }
        m_block.remove(0, std::exchange(m_position, 0));
        searched = m_block.size();
        const QByteArray block = m_file.read(blockSize);
        if (block.isEmpty() && m_file.error() != QFileDevice::NoError)
            return badFile(
                m_path,
                QStringLiteral("Reading stopped after line %1: %2.").arg(m_line).arg(m_file.errorString()),
                QStringLiteral("Check the disk and try again."));
        m_isAtEnd = block.isEmpty();
        m_block += block;
    }
}

Result<std::optional<QByteArray>> LineReader::next()
{
    auto line = takeLine();
    if (!line)
        return tl::unexpected(line.error());
    QByteArray bytes = std::move(*line);
    if (bytes.isEmpty())
        return std::nullopt;
    ++m_line;
    if (m_line == 1) {
        if (isUtf16(bytes))
            return badFile(m_path, QStringLiteral("It is in UTF-16 (line 1); only UTF-8 is read."),
                           iconv(m_path, QLatin1String("UTF-16")));
        if (bytes.startsWith("\xEF\xBB\xBF"))
            bytes.remove(0, 3);
    }
    if (bytes.contains('\0'))
        return badFile(m_path, QStringLiteral("Line %1 contains a NUL byte, so it is no text.").arg(m_line),
                       QStringLiteral("Check that it is the right file; export tables as CSV in UTF-8."));
    if (!bytes.isValidUtf8())
        return badFile(m_path, QStringLiteral("Line %1 is not valid UTF-8.").arg(m_line),
                       iconv(m_path, QLatin1String("WINDOWS-1252")));
    return bytes;
}

Result<QByteArray> readWholeText(const QString& path, qint64 limit)
{
    LineReader reader(path, limit);
    if (const auto opened = reader.open(limit); !opened)
        return tl::unexpected(opened.error());
    QByteArray content;
    content.reserve(QFileInfo(path).size());
    for (;;) {
        auto line = reader.next();
        if (!line)
            return tl::unexpected(line.error());
        if (!*line)
            return content;
        content += **line;
    }
}

} // namespace metaspo
