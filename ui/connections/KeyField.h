#pragma once

#include "core/domain/Error.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace metaspo {

/// Where the key of a connection is: nowhere, in an environment variable, in the desktop's keychain or in a file of the
/// user's. The key itself is never shown; it can be put into keychain or file once.
class KeyField : public QWidget
{
    Q_OBJECT

public:
    explicit KeyField(QWidget* parent = nullptr);

    void setSource(const QString& source);
    QString source() const;
    void setConnectionName(const QString& name); ///< for the names that are suggested

Q_SIGNALS:
    void changed();
    void failed(const metaspo::Error& error);
    void stored();

private:
    QString kind() const;
    void showKind();
    void askForKey();

    QString m_connectionName;
    QComboBox* m_kind;
    QLineEdit* m_place;
    QPushButton* m_store;
    QLabel* m_hint;
};

} // namespace metaspo
