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

// What Windows-1252 has where Latin-1 has controls; 0: nothing (WHATWG Encoding Standard, index windows-1252).
constexpr char16_t windowsCharacters[] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                          0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

QByteArray fromWindows1252(const QByteArray& bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar& character : text) {
        const char16_t code = character.unicode();
        if (code >= 0x80 && code < 0xA0 && windowsCharacters[code - 0x80] != 0)
            character = QChar(windowsCharacters[code - 0x80]);
    }
    return text.toUtf8();
}

} // namespace

LineReader::LineReader(const QString& path, qint64 lineLimit, std::optional<Encoding> encoding)
    : m_path(path)
    , m_file(path)
    , m_encoding(encoding)
    , m_lineLimit(lineLimit)
{}

tl::unexpected<Error> LineReader::wrongEncoding(const QString& what) const
{
    return badFile(m_path, what,
                   QStringLiteral("Give its --encoding, or convert it, for instance with: iconv -f WINDOWS-1252 -t "
                                  "UTF-8 \"%1\" > converted.txt")
                       .arg(QFileInfo(m_path).fileName()));
}

QByteArray LineReader::toUtf8(const QByteArray& block)
{
    if (!m_encoding)
        m_encoding = isUtf16(block) ? Encoding::Utf16 : Encoding::Utf8;
    if (m_encoding == Encoding::Utf8)
        return block;
    if (m_encoding == Encoding::Windows1252)
        return fromWindows1252(block);
    return fromUtf16(block);
}

// The decoder lets halves of surrogate pairs through, and half a unit at the end.
QByteArray LineReader::fromUtf16(const QByteArray& block)
{
    if (!m_decoder)
        m_decoder.emplace(isUtf16(block) ? QStringConverter::Utf16 : QStringConverter::Utf16LE);
    const QString decoded = (*m_decoder)(block);
    QString text = std::exchange(m_half, {}) + decoded;
    if (block.isEmpty())
        m_isValid = m_isValid && text.isEmpty() && m_file.size() % 2 == 0;
    if (!text.isEmpty() && !block.isEmpty() && text.back().isHighSurrogate()) {
        m_half = text.last(1);
        text.chop(1);
    }
    m_isValid = m_isValid && text.isValidUtf16();
    return text.toUtf8();
}

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
        m_block += toUtf8(block);
        if (!m_isValid)
            return wrongEncoding(QStringLiteral("It is not valid UTF-16."));
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
            return wrongEncoding(QStringLiteral("It is in UTF-16 (line 1), not in UTF-8."));
        if (bytes.startsWith("\xEF\xBB\xBF"))
            bytes.remove(0, 3);
    }
    if (bytes.contains('\0'))
        return badFile(m_path, QStringLiteral("Line %1 contains a NUL byte, so it is no text.").arg(m_line),
                       QStringLiteral("Check that it is the right file; export tables as CSV in UTF-8."));
    if (!bytes.isValidUtf8())
        return wrongEncoding(QStringLiteral("Line %1 is not valid UTF-8.").arg(m_line));
    return bytes;
}

Result<QByteArray> readWholeText(const QString& path, qint64 limit, std::optional<Encoding> encoding)
{
    LineReader reader(path, limit, encoding);
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
