#pragma once

#include "core/engine/Workspace.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QToolButton;

namespace metaspo {

class KeyField;

/// The fields of one connection. Says `changed` for every edit; stores nothing.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(Workspace& workspace, QWidget* parent = nullptr);

    void setConnection(const Connection& connection);
    Connection connection() const;

Q_SIGNALS:
    void changed();
    void failed(const metaspo::Error& error);
    void keyStored();

private:
    void addMain();
    void addDetails();
    QWidget* makePrices();
    QDoubleSpinBox* addPrice(const QString& name, const QString& objectName, QWidget* parent);
    void readModels();
    void showDetails(bool areShown);
    void notify();

    Workspace& m_workspace;
    Connection m_connection;
    bool m_isFilling = false;
    int m_generation = 0;
    QFormLayout* m_form;
    QLineEdit* m_name;
    QComboBox* m_wire;
    QLineEdit* m_baseUrl;
    QComboBox* m_model;
    QToolButton* m_list = nullptr;
    KeyField* m_key;
    QToolButton* m_more = nullptr;
    QSpinBox* m_width;
    QSpinBox* m_timeout;
    QCheckBox* m_systemRole;
    QDoubleSpinBox* m_inputPrice = nullptr;
    QDoubleSpinBox* m_cachedPrice = nullptr;
    QDoubleSpinBox* m_outputPrice = nullptr;
    QLineEdit* m_caFile;
    QCheckBox* m_insecure;
    QPlainTextEdit* m_headers;
    QPlainTextEdit* m_parameters;
    int m_firstDetail = 0;
};

} // namespace metaspo
