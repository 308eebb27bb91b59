#pragma once

#include "core/domain/Error.h"
#include "core/tasks/readers/FileFormat.h"

#include <QByteArray>
#include <QFile>
#include <QStringDecoder>
#include <optional>

namespace metaspo {

/// Reads a text file line by line, in bounded memory, and vouches for every byte: what it gives is strict UTF-8
/// without a byte order mark, whatever the file's encoding, without NUL, and no line is above the limit. Each
/// fault is an Error with file, line and remedy.
class LineReader
{
public:
    static constexpr qint64 largestFile = 256LL * 1024 * 1024;
    static constexpr qint64 longestLine = 16LL * 1024 * 1024;

    /// `encoding` absent: told from the file.
    explicit LineReader(const QString& path, qint64 lineLimit = longestLine,
                        std::optional<Encoding> encoding = {});

    /// Refuses what is missing, no file, unreadable, empty or larger than `fileLimit`.
    Result<void> open(qint64 fileLimit = largestFile);
    /// The next line with its line end; nothing at the end of the file.
    Result<std::optional<QByteArray>> next();
    qint64 line() const { return m_line; } ///< of the line returned last, from 1
    const QString& path() const { return m_path; }

private:
    Result<QByteArray> takeLine();
    QByteArray toUtf8(const QByteArray& block);
    QByteArray fromUtf16(const QByteArray& block);
    tl::unexpected<Error> wrongEncoding(const QString& what) const;

    QString m_path;
    QFile m_file;
    std::optional<Encoding> m_encoding;
    std::optional<QStringDecoder> m_decoder; ///< of UTF-16
    QString m_half;          ///< the first half of a pair that ends a block
    bool m_isValid = true;   ///< UTF-16, as far as it was read
    qint64 m_lineLimit;
    QByteArray m_block; ///< read but not yet returned, from m_position on
    qsizetype m_position = 0;
    bool m_isAtEnd = false;
    qint64 m_line = 0;
};

/// A whole text file with the same checks.
Result<QByteArray> readWholeText(const QString& path, qint64 limit, std::optional<Encoding> encoding = {});

} // namespace metaspo
