/** All the page gets of Electron: a knock at the door and three wishes about files. Runs sandboxed. */
import { contextBridge, ipcRenderer } from 'electron'

ipcRenderer.on('amphoe:door', ({ ports }) => window.postMessage('amphoe:door', location.origin, ports))

contextBridge.exposeInMainWorld('amphoe', {
  knock: () => ipcRenderer.send('amphoe:knock'),
  pickFile: (kind: unknown) => ipcRenderer.invoke('amphoe:pickFile', kind),
  pickFiles: (kind: unknown, from: unknown) => ipcRenderer.invoke('amphoe:pickFiles', kind, from),
  putFile: (name: unknown, bytes: unknown) => ipcRenderer.invoke('amphoe:putFile', name, bytes),
  deliver: (token: unknown, name: unknown) => ipcRenderer.invoke('amphoe:deliver', token, name),
})
