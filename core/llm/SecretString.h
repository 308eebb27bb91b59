#pragma once

#include <QByteArray>

namespace metaspo {

/// A key while it is being used: cannot be printed or compared by accident; overwritten when the last holder
/// goes.
class SecretString
{
public:
    SecretString() = default;
    explicit SecretString(QByteArray text)
        : m_text(std::move(text))
    {}
    ~SecretString()
    {
        if (m_text.isDetached())
            m_text.fill('\0');
    }
    SecretString(const SecretString&) = default;
    SecretString(SecretString&&) = default;
    SecretString& operator=(const SecretString&) = default;
    SecretString& operator=(SecretString&&) = default;

    bool isEmpty() const { return m_text.isEmpty(); }
    /// For the one header that carries it, and for the redactor.
    const QByteArray& reveal() const { return m_text; }

private:
    QByteArray m_text;
};

} // namespace metaspo
