#include "core/domain/Draw.h"

#include <QCryptographicHash>
#include <QString>
#include <QtEndian>
#include <bit>

namespace metaspo {

Draw::Draw(quint64 seed, QStringView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const quint64 littleEndianSeed = qToLittleEndian(seed);
    hash.addData(QByteArray::fromRawData(reinterpret_cast<const char*>(&littleEndianSeed), sizeof littleEndianSeed));
    hash.addData(key.toUtf8());
    const QByteArray digest = hash.result();
    for (std::size_t word = 0; word < m_state.size(); ++word)
        m_state[word] = qFromLittleEndian<quint64>(digest.constData() + 8 * word);
}

quint64 Draw::next()
{
    const quint64 result = std::rotl(m_state[1] * 5, 7) * 9;
    const quint64 shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

qsizetype Draw::below(qsizetype bound)
{
    const auto limit = static_cast<quint64>(bound);
    // Rejects the last, incomplete stretch of the range: a plain remainder would favour small numbers.
    const quint64 rejectFrom = UINT64_MAX - UINT64_MAX % limit;
    quint64 drawn = next();
    while (drawn >= rejectFrom)
        drawn = next();
    return static_cast<qsizetype>(drawn % limit);
}

double Draw::unit()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

} // namespace metaspo
